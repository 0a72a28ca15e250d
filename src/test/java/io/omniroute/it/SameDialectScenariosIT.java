package io.omniroute.it;

import io.omniroute.testkit.AnthropicVendor;
import io.omniroute.testkit.GatewayUnderTest;
import io.omniroute.testkit.GeminiVendor;
import io.omniroute.testkit.OpenAiChatVendor;
import io.omniroute.testkit.OpenAiResponsesVendor;
import io.omniroute.testkit.sdk.AnthropicSdk;
import io.omniroute.testkit.sdk.GeminiSdk;
import io.omniroute.testkit.sdk.OpenAiChatSdk;
import io.omniroute.testkit.sdk.OpenAiResponsesSdk;
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
}
