/**
 * The way to the network: one narrow transport and the guard on every address it may reach. The only place that knows
 * Apache HttpClient.
 */
@NullMarked
package io.omniroute.upstream.http;

import org.jspecify.annotations.NullMarked;
