package io.omniroute.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.Format;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.FormatDetector.Detection;
import io.omniroute.translation.json.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatDetectorTest {
    private static Json.Obj body(String json) {
        return (Json.Obj) JsonText.parse(json.replace('\'', '"')).orElseThrow();
    }

    private static void is(Detection found, Format format, String rule) {
        assertThat(found.format()).isEqualTo(format);
        assertThat(found.reason()).startsWith(rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{'input':'hi'}|OPENAI_RESPONSES|rule 1",
            "{'input':[]}|OPENAI_RESPONSES|rule 1", "{'input':{}}|OPENAI_RESPONSES|rule 1",
            "{'max_output_tokens':5}|OPENAI_RESPONSES|rule 1", "{'previous_response_id':'r'}|OPENAI_RESPONSES|rule 1",
            "{'reasoning':{'effort':'low'}}|OPENAI_RESPONSES|rule 1",
            "{'input':'hi','messages':[]}|OPENAI_RESPONSES|rule 1", "{'input':1}|OPENAI|rule 8",
            "{'input':null}|OPENAI|rule 8", "{'input':true}|OPENAI|rule 8", "{'reasoning':'high'}|OPENAI|rule 8",
            "{'messages':[],'reasoning':{'effort':'low'}}|OPENAI|rule 8",
            "{'messages':[],'max_output_tokens':5}|OPENAI|rule 8",
            "{'messages':[],'previous_response_id':'r'}|OPENAI|rule 8",
            "{'userAgent':'antigravity','request':{'contents':[]}}|ANTIGRAVITY|rule 2",
            "{'userAgent':'other','request':{'contents':[]}}|OPENAI|rule 8",
            "{'userAgent':'antigravity','request':{}}|OPENAI|rule 8", "{'contents':[]}|GEMINI|rule 3",
            "{'contents':'x'}|OPENAI|rule 8", "{'stream_options':{},'max_tokens':5,'messages':[]}|OPENAI|rule 4",
            "{'response_format':{},'system':'s'}|OPENAI|rule 4: response_format", "{'logprobs':true}|OPENAI|rule 4",
            "{'top_logprobs':1}|OPENAI|rule 4", "{'n':1}|OPENAI|rule 4", "{'presence_penalty':0}|OPENAI|rule 4",
            "{'frequency_penalty':0}|OPENAI|rule 4", "{'logit_bias':{}}|OPENAI|rule 4",
            "{'user':'u','max_tokens':5,'messages':[]}|OPENAI|rule 4: user",
            "{'user':null,'max_tokens':5,'messages':[]}|CLAUDE|rule 7",
            "{'system':'s','messages':[{'content':[{'type':'text'}]}]}|CLAUDE|rule 5a",
            "{'model':'a/b','system':'s','messages':[{'content':[{'type':'text'}]}]}|CLAUDE|rule 6",
            "{'messages':[{'content':[{'type':'text'},{'type':'tool_use'}]}]}|CLAUDE|rule 5a",
            "{'messages':[{'content':[{'type':'text'},{'type':'tool_result'}]}]}|CLAUDE|rule 5a",
            "{'messages':[{'content':[{'type':'text'},{'type':'image','source':{'type':'base64'}}]}]}|CLAUDE|rule 5a",
            "{'messages':[{'content':[{'type':'text'},{'type':'image','source':{'type':'url'}}]}]}|OPENAI|rule 8",
            "{'messages':[{'content':[{'type':'tool_result'}]}]}|OPENAI|rule 8",
            "{'max_tokens':5,'messages':[{'content':[{'type':'text'},{'type':'image_url'}]}]}|OPENAI|rule 5b",
            "{'model':'a/b','max_tokens':5,'messages':[{'content':[{'type':'text'},{'type':'image_url'}]}]}|CLAUDE|rule 7",
            "{'anthropic_version':'x'}|CLAUDE|rule 6", "{'system':[]}|CLAUDE|rule 6", "{'system':null}|OPENAI|rule 8",
            "{'messages':[],'max_tokens':5}|CLAUDE|rule 7", "{'messages':{},'max_tokens':5}|OPENAI|rule 8",
            "{'messages':[{'role':'user','content':'hi'}]}|OPENAI|rule 8", "{}|OPENAI|rule 8"})
    void withoutAPathTheFirstRuleThatMatchesDecides(String json, Format format, String rule) {
        is(FormatDetector.detect(body(json)), format, rule);
    }

    @ParameterizedTest
    @CsvSource({"/v1/messages,CLAUDE", "/v1/messages/count_tokens,CLAUDE", "/v1/responses,OPENAI_RESPONSES",
            "/codex/responses,OPENAI_RESPONSES", "/responses,OPENAI_RESPONSES",
            "/v1beta/models/m:generateContent?key=k,GEMINI", "/v1internal:streamGenerateContent,ANTIGRAVITY",
            "/api/v1/messages,CLAUDE", "//v1//messages/,CLAUDE", "/v1/v1/messages,CLAUDE", "/v1/api/chat,OLLAMA",
            "/api/chat,OLLAMA",
            "/api/v1beta/models/m:generateContent,GEMINI", "v1/messages,CLAUDE"})
    void thePathDecidesWhateverTheBodyLooksLike(String path, Format format) {
        is(FormatDetector.detect(path, body("{'contents':[],'input':'x','system':'s'}")), format, "the path /");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'messages':[{'role':'user','content':'hi'}],'max_tokens':5}|OPENAI", "{'input':'hi'}|OPENAI_RESPONSES",
            "{'input':'hi','messages':[]}|OPENAI", "{'contents':[]}|GEMINI", "{'system':'s','messages':[]}|CLAUDE",
            "{'anthropic_version':'x'}|CLAUDE",
            "{'messages':[{},{'content':[{'type':'tool_result'}]}]}|CLAUDE",
            "{'messages':[{'content':[{'type':'image','source':{'type':'url'}}]}]}|CLAUDE",
            "{'messages':[{'content':[{'type':'image'}]}]}|OPENAI", "{'messages':[1]}|OPENAI",
            "{'system':null,'messages':[]}|OPENAI"})
    void atTheChatDoorTheBodyMayOverrideThePath(String json, Format format) {
        for (String path : new String[]{"/v1/chat/completions", "/chat/completions",
                "/v1/providers/groq/chat/completions", "/api/v1/chat/completions"}) {
            is(FormatDetector.detect(path, body(json)), format, "at /");
        }
    }

    @Test
    void atTheChatDoorTheDetectorAgreesWithTheReaderOfRequests() {
        for (String json : new String[]{"{'model':'m','messages':[{'role':'user','content':'hi'}],'max_tokens':5}",
                "{'model':'m','input':'hi'}", "{'model':'m','contents':[{}]}",
                "{'model':'m','system':'s','messages':[]}",
                "{'model':'m','messages':[{'content':[{'type':'tool_use','id':'1'}]}]}",
                "{'model':'m','messages':[{'content':[{'type':'image','source':{'type':'url'}}]}]}"}) {
            byte[] bytes = json.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8);

            assertThat(FormatDetector.detect("/v1/chat/completions", body(json)).format()).as(json)
                    .isEqualTo(RequestReader.read(bytes, Format.OPENAI).format());
        }
    }

    @Test
    void aPathOfNobodyIsNoHelp() {
        is(FormatDetector.detect("/somewhere", body("{'contents':[]}")), Format.GEMINI, "rule 3");
    }
}
