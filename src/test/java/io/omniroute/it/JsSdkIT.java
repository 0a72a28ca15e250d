package io.omniroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.testkit.Admin;
import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.Gateway;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.JsScenarios;
import io.omniroute.testkit.Vendor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vendors' JavaScript SDKs, and the frameworks people build upon them, through the gateway to every vendor. */
@ExtendWith(GatewayUnderTest.class)
class JsSdkIT {
    private static final Map<Dialect, Vendor> VENDORS = new EnumMap<>(Dialect.class);

    @BeforeAll
    static void install() throws Exception {
        Assumptions.assumeTrue(JsScenarios.possible(), "no Node 20 or newer on the path");
        var installed = JsScenarios.install();
        assertThat(installed.code()).as(installed.output()).isZero();
        Stream.of(Dialect.values()).forEach(dialect -> VENDORS.put(dialect, dialect.vendor("sk-js-" + dialect)));
    }

    @AfterAll
    static void stop() {
        VENDORS.values().forEach(Vendor::close);
    }

    /** The number says how many routes to each vendor a client uses up. */
    @ParameterizedTest
    @CsvSource({"openai-chat, 9", "openai-responses, 9", "anthropic, 9", "gemini, 9", "ai-sdk, 11", "langchain, 9",
            "agents, 5"})
    void scenariosPass(String client, int routes, Gateway gateway) throws Exception {
        VENDORS.values().forEach(Vendor::forget);
        var admin = gateway.admin();
        var prefixes = new EnumMap<Dialect, List<String>>(Dialect.class);
        VENDORS.forEach((dialect, vendor) -> prefixes.put(dialect, routes(admin, vendor, routes)));

        var run = JsScenarios.scenarios(client, gateway.url(), admin.key("js " + client), prefixes);

        assertThat(run.code()).as(run.output()).isZero();
        VENDORS.forEach((dialect, vendor) -> assertThat(vendor.violations()).as(dialect.name()).isEmpty());
    }

    private static List<String> routes(Admin admin, Vendor vendor, int count) {
        return Stream.generate(() -> admin.route(vendor)).limit(count).toList();
    }
}
