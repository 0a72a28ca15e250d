package io.omniroute.persistence;

import io.omniroute.domain.usage.UsageEntry;
import io.omniroute.domain.usage.UsageGroup;
import io.omniroute.domain.usage.UsageSum;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Adds entries up one by one, as the database must have done. */
record Oracle(List<UsageEntry> entries) {
    private static LocalDate day(UsageEntry entry) {
        return LocalDate.ofInstant(entry.timestamp(), ZoneOffset.UTC);
    }

    List<UsageSum> perDay(LocalDate from, LocalDate to) {
        return sums(from, to, entry -> List.of(day(entry).toString(), ""), entry -> day(entry).toString());
    }

    List<UsageSum> perDayAndModel(LocalDate from, LocalDate to) {
        return sums(from, to, entry -> List.of(day(entry).toString(), entry.model()), entry -> day(entry).toString());
    }

    List<UsageSum> by(UsageGroup.By by, LocalDate from, LocalDate to) {
        return switch (by) {
            case PROVIDER -> sums(from, to, entry -> List.of(entry.provider(), ""), UsageEntry::provider);
            case MODEL -> sums(from, to, entry -> List.of(entry.model(), entry.provider()), UsageEntry::model);
            case ACCOUNT -> sums(from, to, entry -> List.of(or(entry.connectionId()), ""),
                    entry -> or(entry.accountName()));
            case API_KEY -> sums(from, to, entry -> List.of(or(entry.apiKeyId()), ""), entry -> or(entry.apiKeyName()));
        };
    }

    private static String or(String text) {
        return text == null ? "" : text;
    }

    private List<UsageSum> sums(LocalDate from, LocalDate to, Function<UsageEntry, List<String>> keys,
            Function<UsageEntry, String> label) {
        Map<String, List<UsageEntry>> groups = entries.stream()
                .filter(entry -> !day(entry).isBefore(from) && !day(entry).isAfter(to))
                .collect(Collectors.groupingBy(entry -> String.join("\t", keys.apply(entry)), TreeMap::new,
                        Collectors.toList()));
        return groups.values().stream().map(group -> sum(keys.apply(group.getFirst()), label, group)).toList();
    }

    private static UsageSum sum(List<String> keys, Function<UsageEntry, String> label, List<UsageEntry> group) {
        BigDecimal cost = group.stream().map(UsageEntry::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new UsageSum(keys.getFirst(), keys.getLast(), label.apply(group.getFirst()), group.size(),
                group.stream().filter(UsageEntry::success).count(),
                group.stream().mapToLong(entry -> entry.tokens().input()).sum(),
                group.stream().mapToLong(entry -> entry.tokens().output()).sum(), Money.usd(cost.doubleValue()));
    }
}
