package io.omniroute.boot;

import io.omniroute.admin.JsonText;
import io.omniroute.admin.KeyMint;
import io.omniroute.admin.LoginAdmin;
import io.omniroute.admin.LoginBarrier;
import io.omniroute.admin.PasswordHasher;
import io.omniroute.admin.Session;
import io.omniroute.admin.SessionDesk;
import io.omniroute.boot.config.GatewayConfiguration;
import io.omniroute.boot.config.GatewaySecrets;
import io.omniroute.boot.config.SecretsFile;
import io.omniroute.security.ApiKeys;
import io.omniroute.security.LockoutKeeper;
import io.omniroute.security.Lockouts;
import io.omniroute.security.Lockouts.Kind;
import io.omniroute.security.MachineId;
import io.omniroute.security.NewKey;
import io.omniroute.security.Passwords;
import io.omniroute.security.SecretVault;
import io.omniroute.security.SessionSettings;
import io.omniroute.security.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What {@code security} offers, made from the secrets, in the shape in which {@code admin} asks for it. */
record SecurityRooms(SecretVault vault, ApiKeys apiKeys, Sessions sessions) {
    static SecurityRooms of(GatewayConfiguration configuration) {
        GatewaySecrets secrets = new SecretsFile(configuration.data().directory()).complete(configuration.security());
        String machineId = MachineId.of(MachineId.raw().orElse(secrets.machineIdSalt()), secrets.machineIdSalt());
        return new SecurityRooms(new SecretVault(secrets.masterKeys()),
                new ApiKeys(secrets.apiKeySecret(), secrets.keyHashSecret(), machineId),
                new Sessions(secrets.jwtSecret(), SessionSettings.ofLife(configuration.auth().sessionLife())));
    }

    KeyMint mint() {
        return new KeyMint() {
            @Override
            public MintedKey mint() {
                NewKey made = apiKeys.create();
                return new MintedKey(made.text(), made.hash(), made.preview(), made.machineId());
            }

            @Override
            public String hash(String fullKey) {
                return apiKeys.hash(fullKey);
            }
        };
    }

    LoginAdmin.Locks locks(JsonText json, Lockouts lockouts, LockoutKeeper keeper) {
        return new LoginAdmin.Locks(hasher(), desk(), barrier(lockouts, keeper), json);
    }

    private static PasswordHasher hasher() {
        var passwords = new Passwords();
        return new PasswordHasher() {
            @Override
            public String hash(String password) {
                return passwords.hash(password);
            }

            @Override
            public boolean matches(String password, String hash) {
                return passwords.verify(password, hash);
            }
        };
    }

    private SessionDesk desk() {
        return new SessionDesk() {
            @Override
            public Session issue(Instant now, Instant validFrom) {
                return known(sessions.issue(now, validFrom), now);
            }

            @Override
            public Session renew(Session session, Instant now) {
                return sessions.verify(session.token(), now, Instant.EPOCH)
                        .map(current -> known(sessions.renew(current, now), now)).orElse(session);
            }

            private Session known(String token, Instant now) {
                return verify(token, now, Instant.EPOCH)
                        .orElseThrow(() -> new IllegalStateException("a session that was just issued is not valid"));
            }

            @Override
            public Optional<Session> verify(String token, Instant now, Instant validFrom) {
                return sessions.verify(token, now, validFrom)
                        .map(session -> new Session(token, session.startedAt(), session.expiresAt()));
            }
        };
    }

    private static LoginBarrier barrier(Lockouts lockouts, LockoutKeeper keeper) {
        return new LoginBarrier() {
            @Override
            public Optional<Duration> lockedFor(String address, Instant now) {
                return lockouts.lockedFor(Kind.LOGIN, address);
            }

            @Override
            public boolean failed(String address, Instant now) {
                boolean locked = lockouts.failed(Kind.LOGIN, address);
                keeper.flush();
                return locked;
            }

            @Override
            public void succeeded(String address) {
                lockouts.succeeded(Kind.LOGIN, address);
                keeper.flush();
            }
        };
    }
}
