package io.omniroute.routing;

import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboStrategy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The combo strategies of 40 §3. */
public final class EntryOrders {
    private static final Comparator<Optional<BigDecimal>> KNOWN_AND_LOW_FIRST = Comparator
            .comparing((Optional<BigDecimal> price) -> price.isEmpty())
            .thenComparing(price -> price.orElse(BigDecimal.ZERO));

    private EntryOrders() {}

    public static EntryOrder of(ComboStrategy strategy) {
        return switch (strategy) {
            case PRIORITY -> (entries, facts) -> List.copyOf(entries);
            case WEIGHTED -> (entries, facts) -> drawnFirst(entries, facts.random());
            case ROUND_ROBIN -> (entries, facts) -> cyclic(entries, facts.counter());
            case RANDOM -> (entries, facts) -> shuffled(entries, facts.random());
            case LEAST_USED -> (entries, facts) -> sorted(entries,
                    facts.requestsLastHour()::applyAsLong, Comparator.<Long>naturalOrder());
            case COST_OPTIMIZED -> (entries, facts) -> sorted(entries, facts.inputPrice(), KNOWN_AND_LOW_FIRST);
        };
    }

    private static List<Combo.Entry> drawnFirst(List<Combo.Entry> entries, RandomGenerator random) {
        if (entries.isEmpty()) {
            return List.of();
        }
        int drawn = drawn(entries, random);
        List<Combo.Entry> order = new ArrayList<>(entries);
        Combo.Entry first = order.remove(drawn);
        order.sort(Comparator.comparingInt(Combo.Entry::weight).reversed());
        order.addFirst(first);
        return order;
    }

    private static int drawn(List<Combo.Entry> entries, RandomGenerator random) {
        int total = entries.stream().mapToInt(Combo.Entry::weight).sum();
        if (total == 0) {
            return random.nextInt(entries.size());
        }
        int left = random.nextInt(total);
        int index = 0;
        while (left >= entries.get(index).weight()) {
            left -= entries.get(index++).weight();
        }
        return index;
    }

    private static List<Combo.Entry> cyclic(List<Combo.Entry> entries, long counter) {
        int size = entries.size();
        int start = size == 0 ? 0 : Math.floorMod(counter, size);
        return IntStream.range(0, size).mapToObj(i -> entries.get((start + i) % size)).toList();
    }

    private static List<Combo.Entry> shuffled(List<Combo.Entry> entries, RandomGenerator random) {
        List<Combo.Entry> order = new ArrayList<>(entries);
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i + 1));
        }
        return order;
    }

    /** Each key is asked for once; equal ones stay as listed. */
    private static <K> List<Combo.Entry> sorted(List<Combo.Entry> entries, Function<Combo.Entry, K> key,
            Comparator<? super K> order) {
        record Keyed<K>(Combo.Entry entry, K key) {}
        return entries.stream().map(entry -> new Keyed<>(entry, key.apply(entry)))
                .sorted(Comparator.comparing(Keyed::key, order)).map(Keyed::entry).toList();
    }
}
