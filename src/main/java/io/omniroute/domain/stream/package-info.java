/**
 * A frame of a stream as it came, and what an observer saw in it. No parsing.
 */
@NullMarked
package io.omniroute.domain.stream;

import org.jspecify.annotations.NullMarked;
