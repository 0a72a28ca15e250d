/**
 * The request log: folders of stage files below the data directory, written by one thread behind the request path. It
 * is handed finished stages; what they say is not its business.
 */
@NullMarked
package io.omniroute.journal;

import org.jspecify.annotations.NullMarked;
