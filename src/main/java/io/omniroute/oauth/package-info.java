/**
 * Keeps the tokens of accounts fresh: when to renew, once for all who wait, and what to make of a refusal. How one
 * provider issues tokens lives behind {@link io.omniroute.oauth.TokenIssuer}; no choosing of accounts, no SQL.
 */
@NullMarked
package io.omniroute.oauth;

import org.jspecify.annotations.NullMarked;
