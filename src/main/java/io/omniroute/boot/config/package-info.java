/**
 * Configuration read once and checked: sources, defaults, secrets, data directory. Errors name the key, never a value that
 * is a secret.
 */
@NullMarked
package io.omniroute.boot.config;

import org.jspecify.annotations.NullMarked;
