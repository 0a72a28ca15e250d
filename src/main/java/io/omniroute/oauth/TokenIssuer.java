package io.omniroute.oauth;

import io.omniroute.domain.connection.Connection;

/** Gets a new token for an account and keeps it; one per way of signing in. */
public interface TokenIssuer {
    /** Accounts with nothing to renew: API keys and pasted tokens. */
    TokenIssuer NONE = new TokenIssuer() {
        @Override
        public boolean renews(Connection connection) {
            return false;
        }

        @Override
        public Renewal renew(Connection connection) {
            return new Renewal.Revoked("this account has nothing to renew");
        }
    };

    /** Whether this account has something to renew its token with. */
    boolean renews(Connection connection);

    /** Asks once. A new token is kept before this returns, so that a rotated one is never lost. Blocks. */
    Renewal renew(Connection connection);
}
