package io.omniroute.oauth;

import io.omniroute.domain.connection.Connection;

/** What became of an attempt to renew a token. */
public sealed interface Renewal {
    /** The account with its new token, which is kept already. */
    record Renewed(Connection connection) implements Renewal {}

    /** The provider will not renew it again ({@code invalid_grant} and the like): somebody has to sign in. */
    record Revoked(String reason) implements Renewal {}

    /** It did not work this time. */
    record Failed(String reason) implements Renewal {}
}
