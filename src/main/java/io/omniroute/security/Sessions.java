package io.omniroute.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tokens of the administrator's login: JWTs signed with ES256, for the cookie {@code auth_token}.
 *
 * <p>Nothing is kept here. The one thing that has to be kept is an instant, {@code validFrom}: a logout or a password
 * change sets it to now, and from then on every session begun before is refused, renewed or not. The session id carries its
 * beginning to the microsecond, because {@code iat} counts whole seconds.
 */
public final class Sessions {
    static final String ISSUER = "omniroute";
    private static final String ADMIN = "admin";
    private static final String AUTHENTICATED = "authenticated";
    private static final String SESSION_ID = "sid";
    private static final int RANDOM_BYTES = 16;
    private static final int MICROS_RADIX = 36;
    private static final Pattern SESSION_ID_FORM = Pattern.compile("([0-9a-z]{1,12})\\.[A-Za-z0-9_-]{22}");

    private final SessionKeys keys;
    private final SessionSettings settings;
    private final JWSSigner signer;
    private final JWSVerifier verifier;
    private final SecureRandom random = new SecureRandom();

    public Sessions(String jwtSecret, SessionSettings settings) {
        if (jwtSecret.isBlank()) {
            throw new IllegalArgumentException("the secret of the sessions must be given");
        }
        this.keys = SessionKeys.from(jwtSecret);
        this.settings = settings;
        try {
            signer = new ECDSASigner(keys.privateKey());
            verifier = new ECDSAVerifier(keys.publicKey());
        } catch (JOSEException e) {
            throw new IllegalStateException("session tokens cannot be signed on this Java runtime", e);
        }
    }

    /**
     * A token for a login now.
     *
     * @param validFrom the instant of the last logout or password change; the session begins after it even when the clock
     *     was set back since
     */
    public String issue(Instant now, Instant validFrom) {
        var begin = micros(now);
        var earliest = micros(validFrom) + 1;
        return sign(Long.toString(Math.max(begin, earliest), MICROS_RADIX) + "." + randomText(), now);
    }

    /** The same session with its full life again; it ends with the logouts that end the original. */
    public String renew(Session session, Instant now) {
        return sign(session.id(), now);
    }

    public boolean dueForRenewal(Session session, Instant now) {
        return Duration.between(now, session.expiresAt()).compareTo(settings.renewBelow()) < 0;
    }

    /** How long a token issued now lasts; the cookie's age. */
    public Duration life() {
        return settings.life();
    }

    /**
     * @param validFrom the instant of the last logout or password change, {@link Instant#EPOCH} when there was none
     * @return empty for a token that is not ours, expired, or of a session that began at or before {@code validFrom}
     */
    public Optional<Session> verify(String token, Instant now, Instant validFrom) {
        return claims(token).flatMap(Sessions::session).filter(session -> now.isBefore(session.expiresAt()))
                .filter(session -> micros(session.startedAt()) > micros(validFrom));
    }

    /** The key that checks the tokens, for a server's own JWT feature ({@code mp.jwt.verify.publickey}). */
    public ECPublicKey publicKey() {
        return keys.publicKey();
    }

    private String sign(String sessionId, Instant now) {
        var claims = new JWTClaimsSet.Builder().issuer(ISSUER).subject(ADMIN).claim("upn", ADMIN)
                .claim("groups", List.of(ADMIN)).claim(AUTHENTICATED, true).claim(SESSION_ID, sessionId)
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plus(settings.life()))).build();
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).build(), claims);
        try {
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("a session token could not be signed", e);
        }
    }

    private Optional<JWTClaimsSet> claims(String token) {
        try {
            var signed = SignedJWT.parse(token);
            boolean ours = JWSAlgorithm.ES256.equals(signed.getHeader().getAlgorithm()) && signed.verify(verifier);
            return ours ? Optional.of(signed.getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException | JOSEException e) { // anybody can send any text: not a session, nothing to report
            return Optional.empty();
        }
    }

    private static Optional<Session> session(JWTClaimsSet claims) {
        var id = claims.getClaim(SESSION_ID) instanceof String text ? text : "";
        var form = SESSION_ID_FORM.matcher(id);
        var expires = claims.getExpirationTime();
        if (!ISSUER.equals(claims.getIssuer()) || !Boolean.TRUE.equals(claims.getClaim(AUTHENTICATED))
                || expires == null
                || !form.matches()) {
            return Optional.empty();
        }
        var begin = Instant.EPOCH.plus(Long.parseLong(form.group(1), MICROS_RADIX), ChronoUnit.MICROS);
        return Optional.of(new Session(id, begin, expires.toInstant()));
    }

    private String randomText() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
