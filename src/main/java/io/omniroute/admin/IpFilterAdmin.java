package io.omniroute.admin;

import io.omniroute.admin.ChangeDesk.Done;
import io.omniroute.domain.policy.AddressPattern;
import io.omniroute.domain.policy.IpFilter;
import io.omniroute.domain.policy.IpFilter.TempBan;
import io.omniroute.domain.settings.SettingsStore;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.policy.AddressRules;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The IP filter of the compatibility API (20 section 4.3). */
public final class IpFilterAdmin {
    private final SettingsStore store;
    private final Supplier<Snapshot> snapshots;
    private final JsonText json;
    private final ChangeDesk desk;

    public IpFilterAdmin(SettingsStore store, Supplier<Snapshot> snapshots, JsonText json, ChangeDesk desk) {
        this.store = store;
        this.snapshots = snapshots;
        this.json = json;
        this.desk = desk;
    }

    /** The filter with the bans that still hold. */
    public IpFilter filter() {
        return current(snapshots.get().settings().ipFilter(), desk.now());
    }

    /** Seen from now, for who shows the time a ban has left. */
    public Instant now() {
        return desk.now();
    }

    /**
     * Changes what the form names (see {@link IpFilterForm}).
     *
     * @throws RefusedException 400 for an entry that is no address; 409 {@code would_lock_out} when the caller's own
     *     address would be denied, unless {@code force} is true
     */
    public synchronized IpFilter change(Form form, Caller caller) {
        boolean force = form.flag("force").orElse(false);
        IpFilter before = filter();
        IpFilter after = IpFilterForm.applied(form, before, desk.now());
        form.check();
        if (!force && locksOut(caller.address(), before, after)) {
            throw RefusedException.conflict("would_lock_out",
                    "The filter would deny your own address " + caller.address() + "; send force: true if you mean it");
        }
        return desk.carryOut(caller, () -> {
            store.put(StoredSettings.IP_FILTER, StoredSettings.CONFIG, json.write(facts(after)));
            return new Done<>(after, "ipFilter.update", StoredSettings.IP_FILTER,
                    Changes.between(facts(before), facts(after)));
        });
    }

    /** Who is denied already is not kept from changing the rest. */
    private boolean locksOut(String address, IpFilter before, IpFilter after) {
        return AddressPattern.bytes(address).isPresent()
                && AddressRules.of(after).refusal(address, desk.now()).isPresent()
                && AddressRules.of(before).refusal(address, desk.now()).isEmpty();
    }

    private static IpFilter current(IpFilter filter, Instant now) {
        List<TempBan> bans = filter.tempBans().stream().filter(ban -> now.isBefore(ban.until())).toList();
        return bans.size() == filter.tempBans().size() ? filter
                : new IpFilter(filter.enabled(), filter.whitelistOnly(), filter.blacklist(), filter.whitelist(), bans);
    }

    /** As it is stored. */
    private static Map<String, Object> facts(IpFilter filter) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("enabled", filter.enabled());
        facts.put("mode", filter.mode());
        facts.put("blacklist", filter.blacklist());
        facts.put("whitelist", filter.whitelist());
        facts.put("tempBans", filter.tempBans().stream().map(
                ban -> Map.of("ip", ban.ip(), "until", ban.until().toString(), "reason", ban.reason())).toList());
        return facts;
    }
}
