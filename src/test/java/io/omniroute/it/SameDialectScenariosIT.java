package io.omniroute.it;

import io.omniroute.testkit.Admin;
import io.omniroute.testkit.AnthropicVendor;
import io.omniroute.testkit.Gateway;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.GeminiVendor;
import io.omniroute.testkit.OpenAiChatVendor;
import io.omniroute.testkit.OpenAiResponsesVendor;
import io.omniroute.testkit.Vendor;
import io.omniroute.testkit.sdk.AnthropicSdk;
import io.omniroute.testkit.sdk.GeminiSdk;
import io.omniroute.testkit.sdk.OpenAiChatSdk;
import io.omniroute.testkit.sdk.OpenAiResponsesSdk;
import io.omniroute.testkit.sdk.Sdk;
import io.omniroute.testkit.sdk.SdkScenarios;
import java.net.URI;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The official SDKs through the gateway see what they see at the vendor's own door. */
@ExtendWith(GatewayUnderTest.class)
class SameDialectScenariosIT {
    @Nested
    class OpenAiChat extends BehindTheGateway {
        OpenAiChat() {
            super(new OpenAiChatVendor("sk-it-chat"), (url, key) -> new OpenAiChatSdk(url.resolve("v1"), key));
        }
    }

    @Nested
    class OpenAiResponses extends BehindTheGateway {
        OpenAiResponses() {
            super(new OpenAiResponsesVendor("sk-it-responses"),
                    (url, key) -> new OpenAiResponsesSdk(url.resolve("v1"), key));
        }
    }

    @Nested
    class Anthropic extends BehindTheGateway {
        Anthropic() {
            super(new AnthropicVendor("sk-it-anthropic"), AnthropicSdk::new);
        }
    }

    @Nested
    class Gemini extends BehindTheGateway {
        Gemini() {
            super(new GeminiVendor("sk-it-gemini"), GeminiSdk::new);
        }
    }

    abstract static class BehindTheGateway extends SdkScenarios {
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
}
