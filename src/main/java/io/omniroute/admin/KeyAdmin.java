package io.omniroute.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.omniroute.admin.ChangeDesk.Done;
import io.omniroute.admin.KeyMint.MintedKey;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.key.ApiKeyStore;
import io.omniroute.domain.snapshot.Snapshot;

/** API keys of clients; the full key is seen once, when it is made. */
public final class KeyAdmin {
    private static final int LONGEST_NAME = 200;
    private final ApiKeyStore keys;
    private final KeyMint mint;
    private final Supplier<Snapshot> snapshots;
    private final ChangeDesk desk;

    public KeyAdmin(ApiKeyStore keys, KeyMint mint, Supplier<Snapshot> snapshots, ChangeDesk desk) {
        this.keys = keys;
        this.mint = mint;
        this.snapshots = snapshots;
        this.desk = desk;
    }

    /** In the order they were made. */
    public List<ApiKey> all() {
        return keys.all();
    }

    /** The key when it may call the management API now; answered from memory. */
    public Optional<ApiKey> managing(String fullKey) {
        return Optional.ofNullable(snapshots.get().keysByHash().get(mint.hash(fullKey)))
                .filter(key -> key.active() && key.manage() && !key.expired(desk.now()));
    }

    /** {@code name} (or {@code label}), and what {@link #update} takes. */
    public Created create(Form form, Caller caller) {
        String named = form.text("name", LONGEST_NAME).or(() -> form.text("label", LONGEST_NAME)).orElse("");
        if (named.isEmpty()) {
            form.wrong("name", "Name is required");
        }
        Rights none = new Rights(true, false, false, List.of(), null);
        Rights rights = rights(form, none);
        form.check();
        MintedKey minted = mint.mint();
        String id = UUID.randomUUID().toString();
        Instant now = desk.now();
        ApiKey key = new ApiKey(id, named, minted.hash(), minted.preview(), minted.machineId(), rights.active(),
                rights.noLog(), rights.manage(), rights.allowedModels(), rights.expiresAt(), null, now);
        return desk.carryOut(caller, () -> {
            keys.save(key);
            return new Done<>(new Created(key, minted.fullKey()), "apiKey.create", id, facts(key));
        });
    }

    /** A new key with its full text; prints nothing of it. */
    public record Created(ApiKey key, String fullKey) {
        @Override
        public String toString() {
            return "Created[" + key + "]";
        }
    }

    /** @param form any of {@code name}, {@code isActive}, {@code noLog}, {@code manage}, {@code allowedModels}, {@code expiresAt} */
    public ApiKey update(String id, Form form, Caller caller) {
        found(id);
        Optional<String> name = form.has("name")
                ? Optional.of(form.requiredText("name", LONGEST_NAME, "Name is required"))
                : Optional.empty();
        rights(form, new Rights(true, false, false, List.of(), null));
        form.check();
        return desk.carryOut(caller, () -> {
            ApiKey old = found(id);
            Rights r = rights(form,
                    new Rights(old.active(), old.noLog(), old.manage(), old.allowedModels(), old.expiresAt()));
            ApiKey key = new ApiKey(id, name.orElse(old.name()), old.hash(), old.preview(), old.machineId(),
                    r.active(), r.noLog(), r.manage(), r.allowedModels(), r.expiresAt(), old.lastUsedAt(),
                    old.createdAt());
            keys.save(key);
            return new Done<>(key, "apiKey.update", id, Changes.between(facts(old), facts(key)));
        });
    }

    public void delete(String id, Caller caller) {
        desk.carryOut(caller, () -> {
            ApiKey old = found(id);
            keys.delete(id);
            return new Done<>(old, "apiKey.delete", id, Map.of("name", old.name()));
        });
    }

    private ApiKey found(String id) {
        return keys.find(id).orElseThrow(() -> RefusedException.notFound("Key not found"));
    }

    /** What a key may do. */
    private record Rights(boolean active, boolean noLog, boolean manage, List<String> allowedModels,
            @Nullable Instant expiresAt) {}

    private static Rights rights(Form form, Rights before) {
        Instant expiresAt = form.has("expiresAt") ? form.time("expiresAt").orElse(null) : before.expiresAt();
        List<String> allowed = form.has("allowedModels")
                ? form.texts("allowedModels").orElse(List.of())
                : before.allowedModels();
        return new Rights(form.flag("isActive").orElse(before.active()), form.flag("noLog").orElse(before.noLog()),
                form.flag("manage").orElse(before.manage()), allowed, expiresAt);
    }

    private static Map<String, Object> facts(ApiKey key) {
        return Map.of("name", key.name(), "active", key.active(), "noLog", key.noLog(), "manage", key.manage(),
                "allowedModels", key.allowedModels());
    }
}
