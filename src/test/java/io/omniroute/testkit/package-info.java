/**
 * What the integration tests stand on: strict simulators of the four vendors, a gateway started as its own process, and
 * a client of its management API. No test of the product lives here, and nothing here imports the product.
 */
@NullMarked
package io.omniroute.testkit;

import org.jspecify.annotations.NullMarked;
