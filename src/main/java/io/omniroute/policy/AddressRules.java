package io.omniroute.policy;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.policy.AddressPattern;
import io.omniroute.domain.policy.IpFilter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An {@link IpFilter} made ready to be asked with every request. Entries that are no addresses match nobody. */
public final class AddressRules {
    private final IpFilter filter;
    private final List<AddressPattern> blacklist;
    private final List<AddressPattern> whitelist;
    private final List<Ban> bans;

    private AddressRules(IpFilter filter) {
        this.filter = filter;
        blacklist = patterns(filter.blacklist());
        whitelist = patterns(filter.whitelist());
        bans = filter.tempBans().stream()
                .flatMap(ban -> AddressPattern.of(ban.ip()).map(it -> new Ban(it, ban.until())).stream()).toList();
    }

    private record Ban(AddressPattern addresses, Instant until) {}

    public static AddressRules of(IpFilter filter) {
        return new AddressRules(filter);
    }

    /** Whether these are the rules of that very filter. */
    public boolean areOf(IpFilter other) {
        return filter == other;
    }

    /**
     * Why an address may not call (40 section 13): 403 {@code ip_blocked}.
     *
     * @param address an IP literal; what is none is on no list
     */
    public Optional<Failure.Refused> refusal(String address, Instant now) {
        return filter.enabled() && denied(AddressPattern.bytes(address), now)
                ? Optional.of(Failure.Refused.of(403, "ip_blocked", "IP blocked"))
                : Optional.empty();
    }

    /** Whether the address stands on the whitelist, in whichever mode: such an address is never locked (40 section 9). */
    public boolean whitelisted(String address) {
        return !whitelist.isEmpty() && AddressPattern.bytes(address).filter(it -> any(whitelist, it)).isPresent();
    }

    private boolean denied(Optional<byte[]> address, Instant now) {
        if (address.isEmpty()) {
            return filter.whitelistOnly();
        }
        byte[] bytes = address.get();
        if (any(whitelist, bytes)) {
            return false;
        }
        return filter.whitelistOnly() || any(blacklist, bytes)
                || bans.stream().anyMatch(ban -> now.isBefore(ban.until()) && ban.addresses().contains(bytes));
    }

    private static boolean any(List<AddressPattern> patterns, byte[] address) {
        return patterns.stream().anyMatch(pattern -> pattern.contains(address));
    }

    private static List<AddressPattern> patterns(List<String> texts) {
        return texts.stream().flatMap(text -> AddressPattern.of(text).stream()).toList();
    }
}
