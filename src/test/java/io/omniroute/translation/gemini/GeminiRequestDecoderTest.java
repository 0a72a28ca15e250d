package io.omniroute.translation.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.catalog.Capabilities.ThinkingStyle;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.ForeignSignature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GeminiRequestDecoderTest {
    private static final Oracle REQUEST = Oracle.of("gemini/generate-content-request");

    static Stream<Path> requests() {
        return Golden.files("gemini/requests", ".in.json");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestMeansWhatStandsBesideIt(Path file) {
        ChatRequest request = GeminiRequestDecoder.decode(Golden.object(file), "models/alias", false);

        Golden.check(Golden.beside(file, ".in.json", ".hub.txt"), Hub.printed(request));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void whatWasReadCanBeSentToAnotherGemini(Path file) {
        ChatRequest request = GeminiRequestDecoder.decode(Golden.object(file), "alias", false);

        for (ThinkingStyle style : new ThinkingStyle[]{ThinkingStyle.NONE, ThinkingStyle.BUDGET,
                ThinkingStyle.LEVEL}) {
            byte[] sent = new GeminiDialect().encodeRequest(request, Hub.target("gemini-x", style)).body();

            assertThat(REQUEST.objections(new String(sent, StandardCharsets.UTF_8))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void damagedRequestIsReadOrRefusedWithItsPlace(Path file) {
        var random = new Random(3);
        for (int run = 0; run < 300; run++) {
            Json damaged = Damage.of(Golden.object(file), random);
            if (damaged instanceof Json.Obj body) {
                try {
                    ChatRequest request = GeminiRequestDecoder.decode(body, "alias", true);
                    new GeminiDialect().encodeRequest(request, Hub.flash3());
                } catch (GatewayException e) {
                    assertThat(e.failure()).isInstanceOfSatisfying(Failure.Refused.class, refused -> {
                        assertThat(refused.status()).isEqualTo(400);
                        assertThat(refused.param()).isNotBlank();
                    });
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'inlineData':{'mimeType':'video/mp4','data':'AAAA'}} | contents[0].parts[0].inlineData",
            "{'inlineData':{'mimeType':'audio/ogg','data':'AAAA'}} | contents[0].parts[0].inlineData",
            "{'inlineData':{'mimeType':'application/zip','data':'AAAA'}} | contents[0].parts[0].inlineData",
            "{'fileData':{'fileUri':'https://generativelanguage.googleapis.com/v1beta/files/x'}} | contents[0].parts[0].fileData",
            "{'fileData':{'mimeType':'image/png','fileUri':'gs://b/x.png'}} | contents[0].parts[0].fileData.fileUri",
            "{'fileData':{'fileUri':'https://youtu.be/x'}} | contents[0].parts[0].fileData",
            "{'toolCall':{}} | contents[0].parts[0]", "{} | contents[0].parts[0]"})
    void contentTheHubCannotCarryIsRefused(String part, String path) {
        Json.Obj body = Hub.object("{'contents':[{'parts':[" + part + "]}]}");

        assertThatThrownBy(() -> GeminiRequestDecoder.decode(body, "alias", false))
                .isInstanceOfSatisfying(GatewayException.class,
                        e -> assertThat((Failure.Refused) e.failure()).satisfies(refused -> {
                            assertThat(refused.code()).isEqualTo("unsupported_content");
                            assertThat(refused.param()).isEqualTo(path);
                        }));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{} | contents", "{'contents':[]} | contents",
            "{'contents':[{'role':'boss','parts':[{'text':'x'}]}]} | contents[0].role",
            "{'contents':[{'parts':[{'text':5}]}]} | contents[0].parts[0].text", "{'contents':'q'} | contents",
            "{'contents':{'parts':{'text':'q'}},'generationConfig':{'seed':'x'}} | generationConfig.seed",
            "{'contents':{'parts':{'text':'q'}},'generationConfig':{'maxOutputTokens':'1.5'}} | generationConfig.maxOutputTokens",
            "{'contents':[{'parts':[{'text':'q'}]}],'generationConfig':{'candidateCount':0}} | generationConfig.candidateCount",
            "{'contents':[{'parts':[{'text':'q'}]}],'toolConfig':{'functionCallingConfig':{'mode':'x'}}} | toolConfig.functionCallingConfig.mode"})
    void wrongValuesAreRefusedWithTheirPlace(String body, String path) {
        assertThatThrownBy(() -> GeminiRequestDecoder.decode(Hub.object(body), "alias", false))
                .isInstanceOfSatisfying(GatewayException.class,
                        e -> assertThat(((Failure.Refused) e.failure()).param()).isEqualTo(path));
    }

    @Test
    void signatureOfAnotherVendorReturnsToItsThought() {
        String wrapped = ForeignSignature.write(Hub.anthropic("sig"), Signature.Origin.GOOGLE);
        Json.Obj body = Hub.object("{'contents':[{'role':'model','parts':[{'text':'th','thought':true},"
                + "{'text':'ink','thought':true},{'text':'','thought':true,'thoughtSignature':'" + wrapped + "'},"
                + "{'text':'Hi'},{'functionCall':{'name':'f'},'thoughtSignature':'" + wrapped + "'}]}]}");

        var parts = GeminiRequestDecoder.decode(body, "alias", false).messages().getFirst().parts();

        assertThat(parts).containsExactly(new Part.Reasoning("think", Optional.of(Hub.anthropic("sig"))),
                new Part.Text("Hi"), new Part.ToolCall("call_0_4", "f", "{}"));
    }

    @Test
    void sealedThinkingSurvivesTheClient() {
        Json.Obj body = Hub.object("{'contents':[{'role':'model','parts':[{'text':'','thought':true,"
                + "'thoughtSignature':'" + GeminiSignatures.write(Hub.anthropic("redacted_thinking:SEAL"))
                + "'},{'text':'Hi'}]}]}");

        var parts = GeminiRequestDecoder.decode(body, "alias", false).messages().getFirst().parts();

        assertThat(parts).containsExactly(new Part.Redacted("SEAL"), new Part.Text("Hi"));
    }

    @Test
    void loneElementCountsAsAListAndDigitsAsNumbers() {
        Json.Obj usual = Hub
                .object("{'systemInstruction':{'parts':[{'text':'S'}]},'contents':[{'parts':[{'text':'q'}]}],"
                        + "'tools':[{'functionDeclarations':[{'name':'max_of','parameters':{'properties':{'top_k':{}}}}]}],"
                        + "'toolConfig':{'functionCallingConfig':{'mode':'any','allowedFunctionNames':['max_of']}},"
                        + "'generationConfig':{'maxOutputTokens':100,'candidateCount':2,'topK':40,'seed':-7,'topP':0.5,"
                        + "'temperature':1e0,'stopSequences':['x'],'thinkingConfig':{'thinkingBudget':512},"
                        + "'responseModalities':['image']}}");
        Json.Obj lenient = Hub.object("{'system_instruction':{'parts':{'text':'S'}},'contents':{'parts':{'text':'q'}},"
                + "'tools':{'function_declarations':{'name':'max_of','parameters':{'properties':{'top_k':{}}}}},"
                + "'tool_config':{'function_calling_config':{'mode':'Any','allowed_function_names':'max_of'}},"
                + "'generation_config':{'max_output_tokens':'100','candidateCount':'2','topK':'40','seed':'-7',"
                + "'topP':'0.5','temperature':'1e0','stop_sequences':'x','thinking_config':{'thinking_budget':'512'},"
                + "'responseModalities':'Image'}}");

        ChatRequest read = GeminiRequestDecoder.decode(lenient, "alias", false);

        assertThat(Hub.printed(read)).isEqualTo(Hub.printed(GeminiRequestDecoder.decode(usual, "alias", false)))
                .contains("most 100", "stop [x] candidates 2", "SEED -7");
    }

    @Test
    void loneElementCountsAsAListInTheEnvelopeToo() {
        Json.Obj body = Hub.object("{'model':'m','request':{'contents':{'role':'USER','parts':{'text':'q'}},"
                + "'generationConfig':{'maxOutputTokens':'100'}}}");

        ChatRequest read = GeminiRequestDecoder.decodeEnveloped(body, "", false);

        assertThat(read.messages()).containsExactly(Message.says(Role.USER, "q"));
        assertThat(read.maxTokens()).hasValue(100);
    }

    @Test
    void typesOfASchemaAreLowerCaseInAListToo() {
        assertThat(GeminiSchemaDecoder.decode(Hub.object("{'type':['STRING','Null']}")))
                .isEqualTo(Hub.object("{'type':['string','null']}"));
    }

    @Test
    void whatElseAChoiceSaysIsNamed() {
        Json.Obj body = Hub.object("{'contents':{'parts':{'text':'q'}},'toolConfig':{'functionCallingConfig':"
                + "{'mode':'auto','streamFunctionCallArguments':true}}}");

        assertThat(GeminiRequestDecoder.decode(body, "alias", false).dropped())
                .containsExactly("toolConfig.functionCallingConfig.streamFunctionCallArguments");
    }

    @Test
    void namesInSchemasAndArgumentsAreTheClients() {
        Json.Obj body = Hub
                .object("{'contents':{'parts':{'function_call':{'name':'f','args':{'top_k':'1','parts':{}}}}},"
                        + "'generationConfig':{'responseMimeType':'APPLICATION/JSON',"
                        + "'_responseJsonSchema':{'properties':{'first_name':{},'seed':{'default':'1'}}}}}");

        ChatRequest read = GeminiRequestDecoder.decode(body, "alias", false);

        assertThat(read.messages().getFirst().parts())
                .containsExactly(new Part.ToolCall("call_0_0", "f", "{\"top_k\":\"1\",\"parts\":{}}"));
        assertThat(read.replyFormat()).hasValueSatisfying(format -> assertThat(((ReplyFormat.Schema) format).schema())
                .isEqualTo(Hub.object("{'properties':{'first_name':{},'seed':{'default':'1'}}}")));
    }

    @Test
    void streamAsksForUsage() {
        Json.Obj body = Hub.object("{'contents':[{'parts':[{'text':'q'}]}]}");

        assertThat(GeminiRequestDecoder.decode(body, "tunedModels/x", true))
                .satisfies(request -> assertThat(request.includeUsage() && request.stream()).isTrue())
                .satisfies(request -> assertThat(request.model()).isEqualTo("tunedModels/x"));
    }
}
