package io.omniroute.it;

import io.omniroute.testkit.Admin;
import io.omniroute.testkit.Gateway;
import io.omniroute.testkit.Vendor;
import io.omniroute.testkit.sdk.Sdk;
import io.omniroute.testkit.sdk.SdkScenarios;
import java.net.URI;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The scenarios of an SDK with the gateway between it and the vendor. */
abstract class BehindTheGateway extends SdkScenarios {
    private final Vendor vendor;
    private final BiFunction<URI, String, Sdk> maker;
    private Admin admin;
    private Sdk sdk;
    private String prefix;

    BehindTheGateway(Vendor vendor, BiFunction<URI, String, Sdk> maker) {
        this.vendor = vendor;
        this.maker = maker;
    }

    @BeforeAll
    void signIn(Gateway gateway) {
        admin = gateway.admin();
        sdk = maker.apply(gateway.url(), admin.key("it " + getClass().getSimpleName()));
    }

    /** A route of its own for each test: the errors of one shall not cool down the account of the next. */
    @BeforeEach
    void route() {
        prefix = admin.route(vendor);
    }

    @AfterAll
    void stop() {
        if (sdk != null) {
            sdk.close();
        }
        vendor.close();
    }

    @Override
    protected Sdk sdk() {
        return sdk;
    }

    @Override
    protected Vendor vendor() {
        return vendor;
    }

    @Override
    protected String model(String scenario) {
        return prefix + "/" + scenario;
    }
}
