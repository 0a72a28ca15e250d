/**
 * Where a request can go: endpoints and legs. No choosing: {@code routing} does that.
 */
@NullMarked
package io.omniroute.domain.route;

import org.jspecify.annotations.NullMarked;
