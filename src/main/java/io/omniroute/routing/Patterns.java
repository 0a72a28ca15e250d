package io.omniroute.routing;

import io.omniroute.catalog.Glob;
import io.omniroute.domain.route.WildcardAlias;
import java.util.List;
import java.util.Optional;

/** Chooses among the wildcard aliases that fit a name (40 §1). */
final class Patterns {
    private Patterns() {}

    /** The alias whose pattern fits best: the most specific one, of equal ones the first. */
    static Optional<WildcardAlias> best(List<WildcardAlias> aliases, String name) {
        WildcardAlias best = null;
        for (WildcardAlias alias : aliases) {
            if (Glob.matchesAnyCase(alias.pattern(), name)
                    && (best == null || specificity(alias.pattern()) > specificity(best.pattern()))) {
                best = alias;
            }
        }
        return Optional.ofNullable(best);
    }

    /** 10 per literal character, less 50 per {@code *} and 5 per {@code ?}, plus the pattern's length. */
    static int specificity(String pattern) {
        int stars = (int) pattern.chars().filter(c -> c == '*').count();
        int marks = (int) pattern.chars().filter(c -> c == '?').count();
        return 10 * (pattern.length() - stars - marks) - 50 * stars - 5 * marks + pattern.length();
    }
}
