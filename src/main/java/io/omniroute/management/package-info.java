/**
 * JAX-RS under {@code /api}: commands in, views out. Never a credential in a view; decisions are made in {@code admin}.
 */
@NullMarked
package io.omniroute.management;

import org.jspecify.annotations.NullMarked;
