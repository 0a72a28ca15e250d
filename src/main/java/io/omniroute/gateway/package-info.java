/**
 * The corridor: orders the steps of a request and nothing else.
 * No JSON, no HTTP, no SQL, no question which provider it is.
 */
@NullMarked
package io.omniroute.gateway;

import org.jspecify.annotations.NullMarked;
