package io.omniroute.admin;

import io.omniroute.domain.policy.AddressPattern;
import io.omniroute.domain.policy.IpFilter;
import io.omniroute.domain.policy.IpFilter.TempBan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads a change of the IP filter: whole lists, single entries to add and remove, bans. */
final class IpFilterForm {
    private static final int MOST_ENTRIES = 10_000;
    private static final int LONGEST_REASON = 200;
    private static final int HOUR_MS = 3_600_000;
    private final Form form;

    private IpFilterForm(Form form) {
        this.form = form;
    }

    /** A list by its name and the name other products give it. */
    private enum Listed {
        BLACKLIST("blacklist", "blocklist"), WHITELIST("whitelist", "allowlist");

        private final List<String> names;

        Listed(String... names) {
            this.names = List.of(names);
        }

        /** The fields of an action, for example {@code addBlacklist} and {@code addBlocklist}. */
        List<String> fields(String action) {
            return names.stream().map(name -> action.isEmpty() ? name
                    : action + Character.toUpperCase(name.charAt(0)) + name.substring(1)).toList();
        }
    }

    /** The filter after the change; what is wrong is noted in the form. */
    static IpFilter applied(Form form, IpFilter before, Instant now) {
        var reader = new IpFilterForm(form);
        return new IpFilter(form.flag("enabled").orElse(before.enabled()), reader.whitelistOnly(before),
                reader.list(Listed.BLACKLIST, before.blacklist()), reader.list(Listed.WHITELIST, before.whitelist()),
                reader.bans(before.tempBans(), now));
    }

    private boolean whitelistOnly(IpFilter before) {
        Optional<String> mode = form.text("mode", LONGEST_REASON);
        if (mode.isPresent() && !IpFilter.MODES.contains(mode.get())) {
            form.wrong("mode", "must be one of " + IpFilter.MODES);
        }
        return mode.map(it -> it.equals(IpFilter.WHITELIST)).orElse(before.whitelistOnly());
    }

    private List<String> list(Listed which, List<String> before) {
        var entries = new LinkedHashSet<>(before);
        for (String field : which.fields("")) {
            if (form.raw(field) != null) {
                entries.clear();
                entries.addAll(entries(field));
            }
        }
        which.fields("add").forEach(field -> entries.addAll(entries(field)));
        which.fields("remove").forEach(field -> texts(field).forEach(entries::remove));
        if (entries.size() > MOST_ENTRIES) {
            form.wrong(which.names.getFirst(), "must have at most " + MOST_ENTRIES + " entries");
        }
        return List.copyOf(entries);
    }

    private List<String> entries(String field) {
        List<String> entries = texts(field);
        entries.stream().filter(entry -> AddressPattern.of(entry).isEmpty()).findFirst().ifPresent(
                entry -> form.wrong(field,
                        "must be addresses, networks such as 10.0.0.0/8, or IPv4 with * for octets"));
        return entries;
    }

    /** One string or a list of them. */
    private List<String> texts(String field) {
        if (form.raw(field) instanceof String one) {
            return List.of(one.strip());
        }
        return form.texts(field).orElse(List.of()).stream().map(String::strip).toList();
    }

    private List<TempBan> bans(List<TempBan> before, Instant now) {
        var bans = new ArrayList<>(before);
        texts("removeBan").forEach(ip -> bans.removeIf(ban -> ban.ip().equals(ip)));
        form.object("tempBan").map(Form::of).ifPresent(wanted -> {
            TempBan ban = ban(wanted, now);
            bans.removeIf(known -> known.ip().equals(ban.ip()));
            bans.add(ban);
        });
        return bans;
    }

    private TempBan ban(Form wanted, Instant now) {
        String ip = wanted.requiredText("ip", LONGEST_REASON, "ip is required");
        if (!ip.isEmpty() && AddressPattern.of(ip).isEmpty()) {
            wanted.wrong("ip", "must be an address");
        }
        int millis = wanted.number("durationMs", 1, Integer.MAX_VALUE).orElse(HOUR_MS);
        String reason = wanted.text("reason", LONGEST_REASON).orElse("Manual ban");
        wanted.errors().forEach(error -> form.wrong("tempBan." + error.field(), error.message()));
        return new TempBan(ip, now.plus(Duration.ofMillis(millis)), reason);
    }
}
