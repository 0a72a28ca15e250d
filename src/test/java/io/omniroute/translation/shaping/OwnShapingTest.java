package io.omniroute.translation.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.CapabilityRules;
import io.omniroute.domain.Format;
import io.omniroute.domain.settings.SystemPrompt;
import io.omniroute.domain.settings.ThinkingBudget;
import io.omniroute.domain.settings.ThinkingBudget.Effort;
import io.omniroute.domain.settings.ThinkingBudget.Mode;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.Ids;
import io.omniroute.translation.Target;
import io.omniroute.translation.Translation;
import io.omniroute.translation.Translation.Circumstances;
import io.omniroute.translation.TranslationSettings;
import io.omniroute.translation.json.JsonText;
import io.omniroute.translation.shaping.OwnShaping.Shaped;
import io.omniroute.translation.stages.Shaping;
import io.omniroute.translation.stages.ThinkTags;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OwnShapingTest {
    private static final String ODD = "{ \"x\" : 1.0e0 ,\"t\":\"\\u00e9 \\/\", ";

    /** Bodies as clients write them, odd spacing and literals included; what is not concerned has to stay as it is. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            // OpenAI chat
            "OPENAI | gpt-5.1 | auto | ODD'messages':[{'role':'user','content':'q'}], 'reasoning_effort':'high' }"
                    + " | ODD'messages':[{'role':'user','content':'q'}] } | reasoning_effort",
            "OPENAI | gpt-5.1 | custom | ODD'messages':[{'role':'user','content':'q'}], 'reasoning_effort':'low' }"
                    + " | ODD'messages':[{'role':'user','content':'q'}], 'reasoning_effort':'medium' } | ",
            "OPENAI | gpt-5.1 | custom | {'messages':[{'role':'user','content':'q'}]}"
                    + " | {'messages':[{'role':'user','content':'q'}],'reasoning_effort':'medium'} | ",
            "OPENAI | gpt-5.1 | none | {'reasoning_effort':'low', 'messages':[{'role':'user','content':'q'}]}"
                    + " | {'messages':[{'role':'user','content':'q'}]} | ",
            "OPENAI | gpt-5.1 | cap | {'max_tokens':9000,'messages':[{'role':'user','content':'q'}]}"
                    + " | {'max_tokens':512,'messages':[{'role':'user','content':'q'}]} | ",
            "OPENAI | gpt-5.1 | cap | {'max_tokens' : 5e2,'messages':[{'role':'user','content':'q'}]}"
                    + " | {'max_tokens' : 5e2,'messages':[{'role':'user','content':'q'}]} | ",
            "OPENAI | gpt-5.1 | cap | {'messages':[{'role':'user','content':'q'}]}"
                    + " | {'messages':[{'role':'user','content':'q'}],'max_completion_tokens':512} | ",
            "OPENAI | gpt-5.1 | prepend | ODD'messages': [ {'role':'system','content':'s'},{'role':'user','content':'q'} ]}"
                    + " | ODD'messages': [{'role':'system','content':'Be brief.'}, {'role':'system','content':'s'},"
                    + "{'role':'user','content':'q'} ]} | ",
            "OPENAI | gpt-5.1 | append | {'messages':[{'content':'s','role':'system'} ,{'role':'developer','content':'d'},"
                    + "{'role':'user','content':'q'},{'role':'system','content':'late'}]}"
                    + " | {'messages':[{'content':'s','role':'system'} ,{'role':'developer','content':'d'},"
                    + "{'role':'system','content':'Be brief.'},{'role':'user','content':'q'},"
                    + "{'role':'system','content':'late'}]} | ",
            "OPENAI | gpt-5.1 | append | {'messages':[{'role':'user','content':'q'}]} | {'messages':["
                    + "{'role':'system','content':'Be brief.'},{'role':'user','content':'q'}]} | ",
            // Responses
            "OPENAI_RESPONSES | gpt-5.1 | auto | {'input':'q','reasoning':{'effort':'high','summary':'auto'}}"
                    + " | {'input':'q'} | reasoning",
            "OPENAI_RESPONSES | gpt-5.1 | custom | {'input':'q','reasoning':{'effort':'high','summary':'auto'}}"
                    + " | {'input':'q','reasoning':{'effort':'medium','summary':'auto'}} | ",
            "OPENAI_RESPONSES | gpt-5.1 | cap | {'input':'q'} | {'input':'q','max_output_tokens':512} | ",
            "OPENAI_RESPONSES | gpt-5.1 | prepend | {'instructions':'s','input':'q'}"
                    + " | {'instructions':'Be brief.\\n\\ns','input':'q'} | ",
            "OPENAI_RESPONSES | gpt-5.1 | append | {'instructions':'s','input':'q'}"
                    + " | {'instructions':'s\\n\\nBe brief.','input':'q'} | ",
            "OPENAI_RESPONSES | gpt-5.1 | append | {'instructions':null,'input':'q'}"
                    + " | {'instructions':'Be brief.','input':'q'} | ",
            // Anthropic, budget style
            "CLAUDE | claude-sonnet-4-5 | auto | {'max_tokens':20000,'thinking':{'type':'enabled','budget_tokens':2000},"
                    + "'messages':[{'role':'user','content':'q'}]}"
                    + " | {'max_tokens':20000,'messages':[{'role':'user','content':'q'}]} | thinking",
            "CLAUDE | claude-sonnet-4-5 | custom | {'max_tokens':20000,'temperature':0.3,'messages':[{'role':'user','content':'q'}]}"
                    + " | {'max_tokens':20000,'messages':[{'role':'user','content':'q'}],"
                    + "'thinking':{'type':'enabled','budget_tokens':10240}} | ",
            "CLAUDE | claude-sonnet-4-5 | custom | {'max_tokens':8000,'messages':[{'role':'user','content':'q'}]}"
                    + " | {'max_tokens':8000,'messages':[{'role':'user','content':'q'}],"
                    + "'thinking':{'type':'enabled','budget_tokens':6976}} | ",
            "CLAUDE | claude-sonnet-4-5 | custom | {'max_tokens':1500,'temperature':0.3,'messages':[{'role':'user','content':'q'}]}"
                    + " | {'max_tokens':1500,'temperature':0.3,'messages':[{'role':'user','content':'q'}]} | ",
            "CLAUDE | claude-sonnet-4-5 | none | {'max_tokens':20000,'thinking':{'type':'enabled','budget_tokens':2000},"
                    + "'messages':[{'role':'user','content':'q'}]}"
                    + " | {'max_tokens':20000,'thinking':{'type':'disabled'},'messages':[{'role':'user','content':'q'}]} | ",
            "CLAUDE | claude-sonnet-4-5 | cap | {'max_tokens':20000,'thinking':{'type':'enabled','budget_tokens':2000},"
                    + "'messages':[{'role':'user','content':'q'}]}"
                    + " | {'max_tokens':512,'messages':[{'role':'user','content':'q'}]} | ",
            // Anthropic, adaptive style
            "CLAUDE | claude-opus-4-7 | custom | {'max_tokens':20000,'output_config':{'effort':'max','format':{'type':'json_schema','schema':{}}},"
                    + "'messages':[{'role':'user','content':'q'}]}"
                    + " | {'max_tokens':20000,'output_config':{'effort':'medium','format':{'type':'json_schema','schema':{}}},"
                    + "'messages':[{'role':'user','content':'q'}],'thinking':{'type':'adaptive'}} | ",
            "CLAUDE | claude-opus-4-7 | auto | {'max_tokens':2,'output_config':{'effort':'max'},"
                    + "'messages':[{'role':'user','content':'q'}]}"
                    + " | {'max_tokens':2,'messages':[{'role':'user','content':'q'}]} | output_config.effort",
            "CLAUDE | claude-opus-4-7 | prepend | {'system':'s','max_tokens':9,'messages':[]}"
                    + " | {'system':'Be brief.\\n\\ns','max_tokens':9,'messages':[]} | ",
            "CLAUDE | claude-opus-4-7 | append | {'system':[{'type':'text','text':'s','cache_control':{'type':'ephemeral'}}],'messages':[]}"
                    + " | {'system':[{'type':'text','text':'s','cache_control':{'type':'ephemeral'}},"
                    + "{'type':'text','text':'Be brief.'}],'messages':[]} | ",
            "CLAUDE | claude-opus-4-7 | append | {'messages':[]} | {'messages':[],'system':'Be brief.'} | ",
            // Gemini
            "GEMINI | gemini-2.5-flash | auto | {'contents':[{'parts':[{'text':'q'}]}],"
                    + "'generationConfig':{'thinkingConfig':{'thinkingBudget':5},'temperature':1.0}}"
                    + " | {'contents':[{'parts':[{'text':'q'}]}],'generationConfig':{'temperature':1.0}} | thinkingConfig",
            "GEMINI | gemini-2.5-flash | custom | {'contents':[{'parts':[{'text':'q'}]}]}"
                    + " | {'contents':[{'parts':[{'text':'q'}]}],'generationConfig':{'thinkingConfig':"
                    + "{'thinkingBudget':10240,'includeThoughts':true}}} | ",
            "GEMINI | gemini-3-pro-preview | custom | {'contents':[{'parts':[{'text':'q'}]}]}"
                    + " | {'contents':[{'parts':[{'text':'q'}]}],'generationConfig':{'thinkingConfig':"
                    + "{'thinkingLevel':'HIGH','includeThoughts':true}}} | ",
            "GEMINI | gemini-2.5-flash | cap | {'contents':[{'parts':[{'text':'q'}]}],'generationConfig':{'maxOutputTokens':9999}}"
                    + " | {'contents':[{'parts':[{'text':'q'}]}],'generationConfig':{'maxOutputTokens':512}} | ",
            "GEMINI | gemini-2.5-flash | prepend | {'contents':[],'systemInstruction':{'role':'user','parts':[{'text':'s'}]}}"
                    + " | {'contents':[],'systemInstruction':{'role':'user','parts':[{'text':'Be brief.'},{'text':'s'}]}} | ",
            "GEMINI | gemini-2.5-flash | append | {'system_instruction':{'parts':{'text':'s'}},'contents':[]}"
                    + " | {'system_instruction':{'parts':[{'text':'s'},{'text':'Be brief.'}]},'contents':[]} | ",
            "GEMINI | gemini-2.5-flash | append | {'contents':[]}"
                    + " | {'contents':[],'systemInstruction':{'parts':[{'text':'Be brief.'}]}} | "})
    void onlyWhatIsConcernedChanges(Format format, String model, String mode, String before, String after,
            String dropped) {
        Shaped shaped = shaped(json(before), format, model, shaping(mode));

        assertThat(new String(shaped.body(), StandardCharsets.UTF_8)).isEqualTo(json(after));
        assertThat(shaped.dropped()).isEqualTo(Optional.ofNullable(dropped).map(List::of).orElse(List.of()));
    }

    @Test
    void bodyThatOnlyItsDialectUnderstandsKeepsItsThinkingButNotItsLimit() {
        byte[] body = bytes("{\"messages\":[{\"role\":\"robot\"}],\"reasoning_effort\":\"high\",\"max_tokens\":600}");
        var shaping = new Shaping(custom(10_240), SystemPrompt.NONE, OptionalInt.of(512), OptionalLong.empty());

        Shaped shaped = OwnShaping.apply(body, Format.OPENAI, shaping, Optional::empty);

        assertThat(new String(shaped.body(), StandardCharsets.UTF_8)).isEqualTo(
                "{\"messages\":[{\"role\":\"robot\"}],\"reasoning_effort\":\"high\",\"max_tokens\":512}");
    }

    @Test
    void everyOccurrenceOfARepeatedMemberGoes() {
        byte[] body = bytes("{\"reasoning_effort\":\"low\",\"messages\":[],\"reasoning_effort\":\"high\"}");

        Shaped shaped = OwnShaping.apply(body, Format.OPENAI, shaping("auto"), Optional::empty);

        assertThat(new String(shaped.body(), StandardCharsets.UTF_8)).isEqualTo("{\"messages\":[]}");
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"OPENAI", "OPENAI_RESPONSES", "CLAUDE", "GEMINI"})
    void nothingInForceChangesNothing(Format format) {
        byte[] body = bytes(ODD + "\"messages\":[ ] , \"reasoning\":{\"effort\":\"low\"}}");

        assertThat(OwnShaping.apply(body, format, Shaping.NONE, Optional::empty).body()).isSameAs(body);
    }

    /** Any members around, in any order and spacing, stay byte for byte what they were. */
    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"OPENAI", "OPENAI_RESPONSES", "CLAUDE", "GEMINI"})
    void foreignMembersKeepTheirBytes(Format format) {
        var random = new Random(42);
        for (int round = 0; round < 300; round++) {
            List<String> foreign = new ArrayList<>();
            List<String> members = new ArrayList<>(ours(format));
            for (int at = random.nextInt(5); at >= 0; at--) {
                String member = space(random) + "\"f" + at + "\"" + space(random) + ":" + space(random)
                        + List.of("1.50", "\"\\u00fc\\n\"", "{\"a\" : [1,  2]}", "null", "1E+2").get(random.nextInt(5));
                foreign.add(member.strip());
                members.add(member);
            }
            java.util.Collections.shuffle(members, random);
            byte[] body = bytes("{" + String.join(",", members) + space(random) + "}");
            String mode = List.of("auto", "custom", "cap", "prepend", "append").get(random.nextInt(5));

            String shaped = new String(
                    OwnShaping.apply(body, format, shaping(mode), () -> Optional.of(bytes("{}"))).body(),
                    StandardCharsets.UTF_8);

            assertThat(JsonText.parse(shaped)).as(shaped).isPresent();
            assertThat(shaped).contains(foreign);
        }
    }

    private static List<String> ours(Format format) {
        return switch (format) {
            case OPENAI -> List.of("\"messages\" :[ ]", "\"reasoning_effort\": \"low\"", "\"max_tokens\":7000");
            case OPENAI_RESPONSES -> List.of("\"input\":\"q\"", "\"reasoning\":{\"effort\": \"low\"}");
            case CLAUDE -> List.of("\"messages\":[]", "\"thinking\":{\"type\":\"enabled\"}", "\"system\" : \"s\"");
            default -> List.of("\"contents\":[]", "\"generationConfig\":{\"thinkingConfig\":{}}");
        };
    }

    private static String space(Random random) {
        return List.of("", " ", "\n\t", "  ").get(random.nextInt(4));
    }

    private static Shaped shaped(String body, Format format, String model, Shaping shaping) {
        return OwnShaping.apply(bytes(body), format, shaping, () -> pattern(bytes(body), format, model, shaping));
    }

    private static Optional<byte[]> pattern(byte[] body, Format format, String model, Shaping shaping) {
        String provider = format == Format.CLAUDE ? "anthropic" : format == Format.GEMINI ? "gemini" : "openai";
        var target = new Target(provider, model,
                CapabilityRules.of(format, provider, model, OptionalLong.of(64_000), Map.of()), false, Map.of(),
                new Ids("seed"));
        var circumstances = new Circumstances(TranslationSettings.DEFAULT, ThinkTags.PLAIN, shaping, 0, () -> 0);
        return Optional.of(Translation.of(Translation.decode(Dialects.client(format), body, model, false),
                Dialects.client(format), Dialects.upstream(format), target, circumstances).request().body());
    }

    private static Shaping shaping(String mode) {
        return switch (mode) {
            case "auto" -> thinking(new ThinkingBudget(Mode.AUTO, 0, Effort.NONE));
            case "custom" -> thinking(custom(10_240));
            case "none" -> thinking(custom(0));
            case "cap" -> new Shaping(ThinkingBudget.DEFAULTS, SystemPrompt.NONE, OptionalInt.of(512),
                    OptionalLong.empty());
            default -> new Shaping(ThinkingBudget.DEFAULTS, new SystemPrompt(true, "Be brief.", mode.equals("append")),
                    OptionalInt.empty(), OptionalLong.empty());
        };
    }

    private static Shaping thinking(ThinkingBudget budget) {
        return new Shaping(budget, SystemPrompt.NONE, OptionalInt.empty(), OptionalLong.empty());
    }

    private static ThinkingBudget custom(int tokens) {
        return new ThinkingBudget(Mode.CUSTOM, tokens, Effort.MEDIUM);
    }

    private static String json(String text) {
        return text.strip().replace('\'', '"').replace("ODD", ODD);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
