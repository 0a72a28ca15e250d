package io.omniroute.security;

import static java.time.Instant.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
    private static final String SECRET = "a secret of at least thirty-two bytes";
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123456Z");
    private final Sessions sessions = new Sessions(SECRET, SessionSettings.DEFAULTS);

    @Test
    void tokenCarriesTheDocumentedClaims() throws Exception {
        var token = SignedJWT.parse(sessions.issue(NOW, EPOCH));

        var claims = token.getJWTClaimsSet();
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(claims.getBooleanClaim("authenticated")).isTrue();
        assertThat(claims.getStringListClaim("groups")).containsExactly("admin");
        assertThat(List.of(claims.getSubject(), claims.getStringClaim("upn"), claims.getIssuer()))
                .containsExactly("admin", "admin", "omniroute");
        assertThat(claims.getIssueTime().toInstant()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(claims.getExpirationTime().toInstant()).isEqualTo("2026-11-21T12:00:00Z");
    }

    @Test
    void issuedTokenIsValidUntilItsEnd() {
        var token = sessions.issue(NOW, EPOCH);

        var session = sessions.verify(token, NOW, EPOCH).orElseThrow();

        assertThat(session.startedAt()).isEqualTo(NOW);
        assertThat(sessions.verify(token, session.expiresAt().minusMillis(1), EPOCH)).isPresent();
        assertThat(sessions.verify(token, session.expiresAt(), EPOCH)).isEmpty();
    }

    @Test
    void tokenIsValidAfterARestartAndNotUnderAnotherSecret() {
        var token = sessions.issue(NOW, EPOCH);

        assertThat(new Sessions(SECRET, SessionSettings.DEFAULTS).verify(token, NOW, EPOCH)).isPresent();
        assertThat(new Sessions(SECRET + "!", SessionSettings.DEFAULTS).verify(token, NOW, EPOCH)).isEmpty();
    }

    @Test
    void logoutEndsEverySessionBegunBeforeIt() {
        var first = sessions.issue(NOW, EPOCH);
        var second = sessions.issue(NOW.plusNanos(300_000), EPOCH);
        var logout = NOW.plusNanos(400_000);

        assertThat(sessions.verify(first, logout, logout)).isEmpty();
        assertThat(sessions.verify(second, logout, logout)).isEmpty();
    }

    @Test
    void loginInTheSecondOfTheLogoutIsValid() {
        var token = sessions.issue(NOW.plusNanos(1_000), NOW);

        assertThat(sessions.verify(token, NOW.plusNanos(1_000), NOW)).isPresent();
    }

    @Test
    void loginIsValidThoughTheClockWasSetBackAfterTheLogout() {
        var logout = NOW.plus(Duration.ofHours(1));

        var token = sessions.issue(NOW, logout);

        assertThat(sessions.verify(token, NOW, logout)).isPresent();
    }

    @Test
    void renewalKeepsTheSessionAndIsDueInTheSecondHalf() {
        var session = sessions.verify(sessions.issue(NOW, EPOCH), NOW, EPOCH).orElseThrow();
        var later = NOW.plus(Duration.ofHours(12)).plusSeconds(1);

        var renewed = sessions.verify(sessions.renew(session, later), later, EPOCH).orElseThrow();

        assertThat(sessions.dueForRenewal(session, NOW.plus(Duration.ofHours(11)))).isFalse();
        assertThat(sessions.dueForRenewal(session, later)).isTrue();
        assertThat(renewed.id()).isEqualTo(session.id());
        assertThat(renewed.expiresAt()).isAfter(session.expiresAt());
    }

    @Test
    void renewalDoesNotOutliveALogout() {
        var session = sessions.verify(sessions.issue(NOW, EPOCH), NOW, EPOCH).orElseThrow();
        var logout = NOW.plusSeconds(60);

        var renewedTooLate = sessions.renew(session, logout.plusSeconds(1));

        assertThat(sessions.verify(renewedTooLate, logout.plusSeconds(2), logout)).isEmpty();
    }

    @Test
    void unsignedAndSymmetricallySignedTokensAreRefused() throws Exception {
        var claims = SignedJWT.parse(sessions.issue(NOW, EPOCH)).getJWTClaimsSet();
        var unsigned = new PlainJWT(claims).serialize();
        var symmetric = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        symmetric.sign(new MACSigner(sessions.publicKey().getEncoded()));

        assertThat(sessions.verify(unsigned, NOW, EPOCH)).isEmpty();
        assertThat(sessions.verify(symmetric.serialize(), NOW, EPOCH)).isEmpty();
    }

    @Test
    void changedClaimIsRefused() throws Exception {
        String[] parts = sessions.issue(NOW, EPOCH).split("\\.");
        var claims = new JWTClaimsSet.Builder(SignedJWT.parse(String.join(".", parts)).getJWTClaimsSet())
                .expirationTime(java.util.Date.from(NOW.plus(Duration.ofDays(999)))).build();
        parts[1] = claims.toPayload().toBase64URL().toString();

        assertThat(sessions.verify(String.join(".", parts), NOW, EPOCH)).isEmpty();
    }

    @Test
    void wellSignedTokenWithoutTheClaimsOfASessionIsRefused() throws Exception {
        var keys = SessionKeys.from(SECRET);
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256),
                new JWTClaimsSet.Builder().subject("admin").build());
        token.sign(new ECDSASigner(keys.privateKey()));

        assertThat(sessions.verify(token.serialize(), NOW, EPOCH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "..", "eyJhbGciOiJFUzI1NiJ9.e30.", "eyJhbGciOiJub25lIn0.e30."})
    void anyOtherTextIsRefused(String token) {
        assertThat(sessions.verify(token, NOW, EPOCH)).isEmpty();
    }

    @Test
    void derivedKeysFormAPair() throws Exception {
        var keys = SessionKeys.from(SECRET);
        var signing = Signature.getInstance("SHA256withECDSA");
        signing.initSign(keys.privateKey());
        signing.update(new byte[]{1, 2, 3});
        byte[] signature = signing.sign();

        signing.initVerify(keys.publicKey());
        signing.update(new byte[]{1, 2, 3});

        assertThat(signing.verify(signature)).isTrue();
        assertThat(keys.toString()).isEqualTo("SessionKeys[…]");
    }

    @Test
    void publicPointAgreesWithTheRuntimesOwn() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var curve = SessionKeys.p256();

        for (int round = 0; round < 20; round++) {
            var pair = generator.generateKeyPair();
            var point = SessionKeys.publicPoint(((ECPrivateKey) pair.getPrivate()).getS(), curve);
            assertThat(point).isEqualTo(((ECPublicKey) pair.getPublic()).getW());
        }
        assertThat(SessionKeys.publicPoint(BigInteger.ONE, curve)).isEqualTo(curve.getGenerator());
        assertThat(SessionKeys.publicPoint(curve.getOrder(), curve))
                .isEqualTo(java.security.spec.ECPoint.POINT_INFINITY);
    }

    @Test
    void settingsRefuseWhatCannotWork() {
        assertThatThrownBy(() -> SessionSettings.ofLife(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionSettings(Duration.ofHours(1), Duration.ofHours(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
