package io.omniroute.testkit;

import io.omniroute.testkit.sdk.GeminiSdk;
import io.omniroute.testkit.sdk.Sdk;
import io.omniroute.testkit.sdk.SdkScenarios;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

class GeminiVendorTest extends SdkScenarios {
    private final GeminiVendor vendor = new GeminiVendor("sk-sim-gemini");
    private final Sdk sdk = new GeminiSdk(vendor.baseUrl().resolve("/"), vendor.key());

    @AfterEach
    void whatTheSimulatorSentIsWhatTheVendorDocuments() {
        Grammar.of("gemini/generate-content-response", "gemini/generate-content-response").check(vendor.exchanges());
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
