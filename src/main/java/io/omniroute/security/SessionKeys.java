package io.omniroute.security;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;

/**
 * A P-256 key pair that follows from a text secret, the same one at every start and on every node.
 *
 * <p>The secret number is taken from 48 bytes of key material, so that reducing it to the group's order leaves no measurable
 * bias (FIPS 186-5, A.2.1). The public point is computed once at start, by plain affine arithmetic.
 */
record SessionKeys(ECPrivateKey privateKey, ECPublicKey publicKey) {
    private static final String PURPOSE = "session-es256";
    private static final int MATERIAL_BYTES = 48;

    static SessionKeys from(String secret) {
        byte[] material = Hkdf.derive(secret.getBytes(StandardCharsets.UTF_8), PURPOSE, MATERIAL_BYTES);
        try {
            var curve = p256();
            var number = new BigInteger(1, material).mod(curve.getOrder().subtract(BigInteger.ONE)).add(BigInteger.ONE);
            var keys = KeyFactory.getInstance("EC");
            return new SessionKeys((ECPrivateKey) keys.generatePrivate(new ECPrivateKeySpec(number, curve)),
                    (ECPublicKey) keys.generatePublic(new ECPublicKeySpec(publicPoint(number, curve), curve)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks the curve P-256", e);
        }
    }

    static ECParameterSpec p256() throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    /** The generator added to itself {@code number} times, by doubling and adding from the highest bit down. */
    static ECPoint publicPoint(BigInteger number, ECParameterSpec curve) {
        var result = ECPoint.POINT_INFINITY;
        for (int bit = number.bitLength() - 1; bit >= 0; bit--) {
            result = add(result, result, curve);
            if (number.testBit(bit)) {
                result = add(result, curve.getGenerator(), curve);
            }
        }
        return result;
    }

    private static ECPoint add(ECPoint one, ECPoint other, ECParameterSpec curve) {
        if (one.equals(ECPoint.POINT_INFINITY)) {
            return other;
        }
        if (other.equals(ECPoint.POINT_INFINITY)) {
            return one;
        }
        var prime = ((ECFieldFp) curve.getCurve().getField()).getP();
        var opposite = one.getAffineX().equals(other.getAffineX()) && !one.getAffineY().equals(other.getAffineY());
        return opposite ? ECPoint.POINT_INFINITY : chord(one, other, slope(one, other, curve, prime), prime);
    }

    private static BigInteger slope(ECPoint one, ECPoint other, ECParameterSpec curve, BigInteger prime) {
        if (one.equals(other)) {
            var square = one.getAffineX().pow(2).multiply(BigInteger.valueOf(3)).add(curve.getCurve().getA());
            return square.multiply(one.getAffineY().shiftLeft(1).modInverse(prime)).mod(prime);
        }
        var rise = other.getAffineY().subtract(one.getAffineY());
        return rise.multiply(other.getAffineX().subtract(one.getAffineX()).modInverse(prime)).mod(prime);
    }

    private static ECPoint chord(ECPoint one, ECPoint other, BigInteger slope, BigInteger prime) {
        var x = slope.pow(2).subtract(one.getAffineX()).subtract(other.getAffineX()).mod(prime);
        return new ECPoint(x, slope.multiply(one.getAffineX().subtract(x)).subtract(one.getAffineY()).mod(prime));
    }

    @Override
    public String toString() {
        return "SessionKeys[…]";
    }
}
