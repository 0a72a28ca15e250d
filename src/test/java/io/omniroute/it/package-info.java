/**
 * Integration tests: real clients against the packaged server, with the simulators of {@code testkit} behind it. They
 * know the wire and the management API, never a class of the product.
 */
@NullMarked
package io.omniroute.it;

import org.jspecify.annotations.NullMarked;
