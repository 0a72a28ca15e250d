package io.omniroute.testkit;

import io.omniroute.testkit.sdk.AnthropicSdk;
import io.omniroute.testkit.sdk.Sdk;
import io.omniroute.testkit.sdk.SdkScenarios;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

class AnthropicVendorTest extends SdkScenarios {
    private final AnthropicVendor vendor = new AnthropicVendor("sk-sim-anthropic");
    private final Sdk sdk = new AnthropicSdk(vendor.baseUrl().resolve("/"), vendor.key());

    @AfterEach
    void whatTheSimulatorSentIsWhatTheVendorDocuments() {
        Grammar.of("anthropic/messages-response", "anthropic/messages-event").check(vendor.exchanges());
    }

    @AfterAll
    void stop() {
        sdk.close();
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
        return scenario;
    }
}
