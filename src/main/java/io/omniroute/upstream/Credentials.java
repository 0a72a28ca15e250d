package io.omniroute.upstream;

import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.secret.SealedText;
import io.omniroute.domain.secret.SecretLostException;
import io.omniroute.domain.secret.Secrets;
import java.nio.charset.StandardCharsets;

/** Opens the credential of an account for one call; nothing of it is kept. */
final class Credentials {
    private static final String HIDDEN = "***";
    /** Shorter ones are no secret, and hiding them would maim the message. */
    private static final int SHORTEST_HIDDEN = 8;

    private final Secrets secrets;

    Credentials(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * The clear key; empty when the account has none.
     *
     * @throws GatewayException with {@code Unreachable}, because another account may do, when it cannot be opened
     */
    String of(Connection connection) {
        SealedText sealed = connection.apiKey();
        if (sealed == null) {
            return "";
        }
        try {
            return secrets.unseal(sealed, Connection.apiKeyPlace(connection.id()));
        } catch (SecretLostException e) {
            throw new GatewayException(new Failure.Unreachable("the credential of this account cannot be opened"), e);
        }
    }

    /** A provider's answer without the credential, which some repeat. */
    static byte[] hidden(byte[] answer, String credential) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        return credential.length() < SHORTEST_HIDDEN || !text.contains(credential)
                ? answer
                : text.replace(credential, HIDDEN).getBytes(StandardCharsets.ISO_8859_1);
    }
}
