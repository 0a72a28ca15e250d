/**
 * The doors for clients: servlets, filters and JAX-RS resources of the compatibility paths; one sub-package per dialect.
 * No decision, no JSON tree, no vendor's words outside the vendor's sub-package.
 */
@NullMarked
package io.omniroute.api;

import org.jspecify.annotations.NullMarked;
