/**
 * Who is calling: API keys, the admin's login and session tokens; sealing of secrets. No HTTP.
 */
@NullMarked
package io.omniroute.security;

import org.jspecify.annotations.NullMarked;
