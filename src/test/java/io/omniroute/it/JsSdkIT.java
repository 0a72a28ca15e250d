package io.omniroute.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.testkit.Dialect;
import io.omniroute.testkit.Gateway;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.JsScenarios;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The vendors' JavaScript SDKs through the gateway. */
@ExtendWith(GatewayUnderTest.class)
class JsSdkIT {
    @BeforeAll
    static void install() throws Exception {
        Assumptions.assumeTrue(JsScenarios.possible(), "no Node 20 or newer on the path");
        var installed = JsScenarios.install();
        assertThat(installed.code()).as(installed.output()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void scenariosPass(Dialect dialect, Gateway gateway) throws Exception {
        var admin = gateway.admin();
        try (var vendor = dialect.vendor("sk-js-" + dialect)) {
            var run = JsScenarios.scenarios(dialect, gateway.url(), admin.key("js " + dialect), admin.route(vendor),
                    admin.route(vendor));

            assertThat(run.code()).as(run.output()).isZero();
            assertThat(vendor.violations()).isEmpty();
        }
    }
}
