package io.omniroute.domain.policy;

import java.time.Instant;
import java.util.List;

/**
 * Which addresses may call the compatibility API (40 section 13).
 *
 * @param whitelistOnly only listed addresses may; else all but the blacklisted
 * @param blacklist addresses, CIDR ranges, or IPv4 with {@code *} octets
 */
public record IpFilter(boolean enabled, boolean whitelistOnly, List<String> blacklist, List<String> whitelist,
        List<TempBan> tempBans) {
    public static final String BLACKLIST = "blacklist";
    public static final String WHITELIST = "whitelist";
    public static final List<String> MODES = List.of(BLACKLIST, WHITELIST);
    public static final IpFilter OFF = new IpFilter(false, false, List.of(), List.of(), List.of());
    public IpFilter {
        blacklist = List.copyOf(blacklist);
        whitelist = List.copyOf(whitelist);
        tempBans = List.copyOf(tempBans);
    }

    /** The word operators use. */
    public String mode() {
        return whitelistOnly ? WHITELIST : BLACKLIST;
    }

    /** An address that is refused until a moment. */
    public record TempBan(String ip, Instant until, String reason) {}
}
