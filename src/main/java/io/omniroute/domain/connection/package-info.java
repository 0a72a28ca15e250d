/**
 * What an operator connected: accounts (connections) and compatible endpoints (nodes), and the stores that keep them.
 * No credential in the clear: secrets are {@link io.omniroute.domain.secret.SealedText}.
 */
@NullMarked
package io.omniroute.domain.connection;

import org.jspecify.annotations.NullMarked;
