package io.omniroute;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which room may know which. Every rule runs twice: over the house, which must keep it, and over the broken house of
 * {@code io.omniroute.archfixture}, which must not: a rule that cannot fail proves nothing.
 */
class ArchitectureTest {
    private static final String HOUSE = "io.omniroute";
    private static final String BROKEN_HOUSE = "io.omniroute.archfixture";
    private static final JavaClasses HOUSE_CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(HOUSE);
    private static final JavaClasses BROKEN_CLASSES = new ClassFileImporter().importPackages(BROKEN_HOUSE);

    private static final List<String> PURE = List.of("domain", "catalog", "policy", "routing", "translation", "usage");
    private static final List<String> DECIDING = List.of("domain", "catalog", "policy", "routing", "usage", "gateway",
            "resilience", "admin", "console");
    private static final Set<String> FOR_ORCHESTRATION = Set.of("domain", "catalog", "policy", "routing", "translation",
            "usage", "resilience", "cache", "upstream", "oauth", "security", "audit");
    /** Whom each room may import; {@code boot} may import all and nobody imports {@code boot} or {@code persistence}. */
    private static final Map<String, Set<String>> MAY_KNOW = mayKnow();

    @ParameterizedTest(name = "{0}")
    @MethodSource("ruleNames")
    void houseKeepsItsRules(String rule) {
        rules(HOUSE).get(rule).check(HOUSE_CLASSES);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ruleNames")
    void brokenHouseBreaksThem(String rule) {
        assertThat(rules(BROKEN_HOUSE).get(rule).evaluate(BROKEN_CLASSES).hasViolation()).as(rule).isTrue();
    }

    static Stream<String> ruleNames() {
        return rules(HOUSE).keySet().stream();
    }

    private static Map<String, Set<String>> mayKnow() {
        Map<String, Set<String>> rooms = new LinkedHashMap<>();
        rooms.put("domain", Set.of());
        rooms.put("catalog", Set.of("domain"));
        List.of("policy", "routing", "translation", "usage", "resilience", "cache")
                .forEach(room -> rooms.put(room, Set.of("domain", "catalog")));
        List.of("upstream", "oauth", "security", "persistence", "audit", "journal")
                .forEach(room -> rooms.put(room, Set.of("domain")));
        List.of("gateway", "admin").forEach(room -> rooms.put(room, FOR_ORCHESTRATION));
        List.of("sync", "evals").forEach(room -> rooms.put(room, Set.of("domain", "gateway", "admin")));
        rooms.put("api", Set.of("domain", "catalog", "gateway", "security"));
        List.of("management", "console").forEach(
                room -> rooms.put(room, Set.of("domain", "catalog", "admin", "security", "sync", "evals")));
        return rooms;
    }

    private static Map<String, ArchRule> rules(String root) {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("rooms flow one way", slices().matching(root + ".(*)..").should().beFreeOfCycles());
        rules.put("pure rooms know no server and do no I/O", noClasses().that(in(root, PURE)).should()
                .dependOnClassesThat(resideInAnyPackage("jakarta..", "org.eclipse.microprofile..", "java.net.http..",
                        "org.apache.hc..", "java.sql..", "javax.sql..", "java.nio.file..")));
        rules.put("pure rooms carry no annotation of the server", noClasses().that(in(root, PURE)).should()
                .beAnnotatedWith(
                        describe("jakarta", type -> type.getRawType().getPackageName().startsWith("jakarta"))));
        rules.put("decisions know no Jackson", noClasses().that(in(root, DECIDING)).should()
                .dependOnClassesThat(resideInAnyPackage("com.fasterxml..", "tools.jackson..")));
        rules.put("nobody imports persistence, journal or boot",
                isolated(root, List.of("persistence", "journal", "boot")));
        rules.put("only upstream.http knows Apache HttpClient", only(root, "upstream.http", "org.apache.hc.."));
        rules.put("only translation.cursor knows Protocol Buffers",
                only(root, "translation.cursor", "com.google.protobuf.."));
        rules.put("only persistence and boot know the database",
                noClasses().that(resideOutsideOfPackages(root + ".persistence..", root + ".boot..")).should()
                        .dependOnClassesThat(resideInAnyPackage("jakarta.persistence..", "org.hibernate..",
                                "java.sql..", "javax.sql..")));
        rules.put("every package says what lives in it and is null-marked",
                classes().that(areNoPackageInfo()).and(areNotGenerated())
                        .should(ArchCondition.from(liveInANullMarkedPackage())));
        MAY_KNOW.forEach((room, known) -> rules.put(room + " knows only " + new TreeSet<>(known),
                knowsOnly(root, room, known)));
        rules.replaceAll((name, rule) -> rule.allowEmptyShould(true));
        return rules;
    }

    private static DescribedPredicate<JavaClass> in(String root, List<String> rooms) {
        return resideInAnyPackage(rooms.stream().map(room -> root + "." + room + "..").toArray(String[]::new));
    }

    private static ArchRule only(String root, String room, String library) {
        return noClasses().that(resideOutsideOfPackages(root + "." + room + "..")).should()
                .dependOnClassesThat(resideInAPackage(library));
    }

    private static ArchRule isolated(String root, List<String> rooms) {
        return noClasses().that(DescribedPredicate.not(in(root, rooms))).should().dependOnClassesThat(in(root, rooms));
    }

    private static ArchRule knowsOnly(String root, String room, Set<String> known) {
        List<String> allowed = Stream.concat(known.stream(), Stream.of(room)).toList();
        DescribedPredicate<JavaClass> otherRoom = resideInAPackage(root + ".(*)..")
                .and(DescribedPredicate.not(in(root, allowed)));
        return noClasses().that(in(root, List.of(room))).should().dependOnClassesThat(otherRoom);
    }

    private static DescribedPredicate<JavaClass> areNoPackageInfo() {
        return describe("are no package-info", type -> !type.getSimpleName().equals("package-info"));
    }

    /** The messages of src/main/proto, in a package of their own. */
    private static DescribedPredicate<JavaClass> areNotGenerated() {
        return DescribedPredicate.not(resideInAPackage(HOUSE + ".translation.cursor.wire"));
    }

    private static DescribedPredicate<JavaClass> liveInANullMarkedPackage() {
        return describe("live in a package with @NullMarked", type -> type.getPackage().tryGetPackageInfo()
                .filter(info -> info.isAnnotatedWith(NullMarked.class)).isPresent());
    }
}
