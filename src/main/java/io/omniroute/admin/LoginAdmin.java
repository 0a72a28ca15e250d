package io.omniroute.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.omniroute.admin.ChangeDesk.Done;
import io.omniroute.domain.settings.SettingsStore;
import io.omniroute.domain.snapshot.Snapshot;

/** The administrator's password and sessions. */
public final class LoginAdmin {
    static final String PASSWORD = "password";
    /** Only sessions that began after this moment count. */
    static final String SESSIONS_VALID_FROM = "sessionsValidFrom";
    static final int SHORTEST_PASSWORD = 8;
    static final int LONGEST_PASSWORD = 200;
    private final SettingsStore settings;
    private final Supplier<Snapshot> snapshots;
    private final Locks locks;
    private final FirstPassword firstPassword;
    private final ChangeDesk desk;
    private volatile @Nullable Account account;

    /** What a login needs of {@code security}, and how values are kept. */
    public record Locks(PasswordHasher passwords, SessionDesk sessions, LoginBarrier barrier, JsonText json) {}

    public LoginAdmin(SettingsStore settings, Supplier<Snapshot> snapshots, Locks locks, FirstPassword firstPassword,
            ChangeDesk desk) {
        this.settings = settings;
        this.snapshots = snapshots;
        this.locks = locks;
        this.firstPassword = firstPassword;
        this.desk = desk;
    }

    /** The password's hash and the moment from which sessions count, kept in memory: asked for with every call. */
    private record Account(Optional<String> hash, Instant validFrom) {
        @Override
        public String toString() {
            return "Account[" + validFrom + "]";
        }
    }

    public boolean hasPassword() {
        return account().hash().isPresent();
    }

    public boolean loginRequired() {
        return snapshots.get().settings().requireLogin();
    }

    /**
     * Gives an installation without a password its first one: the configured one, or a generated one that is written to
     * a file for the operator's eyes. Called once at start.
     */
    public void ensureFirstPassword(Optional<String> configured) {
        if (hasPassword()) {
            return;
        }
        String password = configured.filter(p -> !p.isBlank()).orElseGet(firstPassword::generate);
        String hash = locks.passwords().hash(password);
        desk.carryOut(Caller.SYSTEM, () -> {
            put(PASSWORD, hash);
            return new Done<>(hash, "password.change", "first", Map.of("generated", configured.isEmpty()));
        });
        forget();
    }

    /** @throws RefusedException wrong password, locked address, or no password yet */
    public Session login(Form form, Caller caller) {
        form.requiredText(PASSWORD, LONGEST_PASSWORD, "Password is required");
        form.check();
        Optional<String> hash = account().hash();
        if (hash.isEmpty()) {
            throw new RefusedException(Refusal.of(Refusal.Kind.FORBIDDEN, "needs_setup", "No password is set")
                    .with("needsSetup", true));
        }
        checkPassword(sent(form, PASSWORD), hash.get(), caller);
        desk.note(caller, "auth.login.success", null, Map.of());
        return issue();
    }

    /** One at a time: guesses sent in parallel would otherwise all be looked at before the first of them counts. */
    private synchronized void checkPassword(String typed, String hash, Caller caller) {
        refuseLocked(caller);
        if (!locks.passwords().matches(typed, hash)) {
            failed(caller);
            throw wrong("Invalid password");
        }
        locks.barrier().succeeded(caller.address());
    }

    /** Ends every session there is. */
    public void logout(Caller caller) {
        desk.carryOut(caller, () -> {
            endSessions();
            return new Done<>(true, "auth.logout", Caller.ADMIN, Map.of());
        });
        forget();
    }

    /** The session of this token when it still counts. */
    public Optional<Session> session(String token) {
        return locks.sessions().verify(token, desk.now(), account().validFrom());
    }

    /** The same session with its full life again. */
    public Session renewed(Session session) {
        return locks.sessions().renew(session, desk.now());
    }

    /**
     * {@code currentPassword} and {@code newPassword}; ends every session there is.
     *
     * @return a new session for the one who changed it
     */
    Session changePassword(Form form, Caller caller) {
        checkNewPassword(form);
        Optional<String> hash = account().hash();
        if (hash.isPresent() && !(form.raw("currentPassword") instanceof String current && !current.isEmpty())) {
            form.wrong("currentPassword", "Current password is required");
        }
        form.check();
        refuseLocked(caller);
        if (hash.isPresent() && !locks.passwords().matches(sent(form, "currentPassword"), hash.get())) {
            failed(caller);
            throw wrong("Invalid current password");
        }
        String newHash = locks.passwords().hash(sent(form, "newPassword"));
        desk.carryOut(caller, () -> {
            put(PASSWORD, newHash);
            endSessions();
            return new Done<>(true, "password.change", Caller.ADMIN, Map.of());
        });
        forget();
        firstPassword.forget();
        return issue();
    }

    /** Notes length errors of {@code newPassword} and {@code currentPassword} in the form. */
    static void checkNewPassword(Form form) {
        if (!(form.raw("newPassword") instanceof String password) || password.length() < SHORTEST_PASSWORD
                || password.length() > LONGEST_PASSWORD) {
            form.wrong("newPassword", "must have " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters");
        }
        form.text("currentPassword", LONGEST_PASSWORD);
    }

    /** The text as it was typed: a password keeps its blanks. */
    private static String sent(Form form, String field) {
        return form.raw(field) instanceof String text ? text : "";
    }

    private boolean throttled() {
        return snapshots.get().settings().bruteForceProtection();
    }

    private void refuseLocked(Caller caller) {
        Optional<Duration> locked = throttled()
                ? locks.barrier().lockedFor(caller.address(), desk.now())
                : Optional.empty();
        if (locked.isPresent()) {
            desk.noteRefused(caller, "auth.login.locked", null, Map.of());
            throw new RefusedException(new Refusal(Refusal.Kind.TOO_MANY, "rate_limit_exceeded",
                    "Too many failed attempts", List.of(), Map.of(), locked.get()));
        }
    }

    private void failed(Caller caller) {
        boolean nowLocked = throttled() && locks.barrier().failed(caller.address(), desk.now());
        desk.noteRefused(caller, "auth.login.failed", null, Map.of("locked", nowLocked));
    }

    private static RefusedException wrong(String message) {
        return new RefusedException(Refusal.of(Refusal.Kind.UNAUTHENTICATED, "invalid_password", message));
    }

    private Session issue() {
        return locks.sessions().issue(desk.now(), account().validFrom());
    }

    private void endSessions() {
        put(SESSIONS_VALID_FROM, desk.now().toString());
    }

    private void put(String key, String value) {
        settings.put(SettingsStore.SETTINGS, key, locks.json().write(value));
    }

    private Account account() {
        Account known = account;
        return known == null ? read() : known;
    }

    /** Under one lock with {@link #forget}, so that what was read before a commit never outlives it. */
    private synchronized Account read() {
        Account stored = stored();
        account = stored;
        return stored;
    }

    private synchronized void forget() {
        account = null;
    }

    private Account stored() {
        Map<String, @Nullable Object> stored = SnapshotLoader.readable(settings, locks.json(), SettingsStore.SETTINGS);
        Optional<String> hash = stored.get(PASSWORD) instanceof String text && !text.isBlank()
                ? Optional.of(text)
                : Optional.empty();
        return new Account(hash, validFrom(stored.get(SESSIONS_VALID_FROM)));
    }

    private static Instant validFrom(@Nullable Object stored) {
        return stored instanceof String text ? Instant.parse(text) : Instant.EPOCH;
    }
}
