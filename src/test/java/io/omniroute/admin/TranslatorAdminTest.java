package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranslatorAdminTest {
    private static final Map<String, Object> CLAUDE = Map.of("max_tokens", 9, "messages", List.of());
    @TempDir
    Path data;
    private Office office;
    private TranslatorAdmin translator;

    @BeforeEach
    void open() {
        office = new Office(data);
        translator = office.translatorAdmin;
    }

    private static void refused(ThrowingCallable work, Refusal.Kind kind, String field) {
        assertThatThrownBy(work).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.refusal().kind()).isEqualTo(kind);
            assertThat(e.refusal().details()).extracting(FieldError::field)
                    .containsExactlyElementsOf(field.isEmpty() ? List.of() : List.of(field));
        });
    }

    @Test
    void aBodyIsDetectedByItselfOrByItsPath() {
        assertThat(translator.detect(form("body", CLAUDE)).format()).isEqualTo(Format.CLAUDE);
        assertThat(translator.detect(form("body", CLAUDE)).reason()).startsWith("rule 7");
        assertThat(translator.detect(form("body", CLAUDE, "path", "/v1/responses")).format())
                .isEqualTo(Format.OPENAI_RESPONSES);
    }

    @Test
    void theRequestInsideAStageFileIsWhatCounts() {
        var stage = Map.of("timestamp", "now", "headers", Map.of(), "body", CLAUDE);

        assertThat(translator.detect(form("body", stage)).format()).isEqualTo(Format.CLAUDE);
    }

    @Test
    void aBodyHasToBeAnObject() {
        refused(() -> translator.detect(form("body", "text")), Refusal.Kind.INVALID, "body");
        refused(() -> translator.detect(form()), Refusal.Kind.INVALID, "body");
        refused(() -> translator.translate(form("step", 2, "body", List.of())), Refusal.Kind.INVALID, "body");
    }

    @ParameterizedTest
    @CsvSource({"2,hub claude", "direct,claude for p", "3,openai for p", "4,call p -"})
    void eachStepAsksForItsPartOfTheWay(String step, String asked) {
        var made = translator.translate(form("step", step, "provider", "p", "body", CLAUDE));

        assertThat(office.lab.asked).singleElement().asString().startsWith(asked).contains("max_tokens");
        assertThat(made.step()).isEqualTo(step);
    }

    @Test
    void aStepMayBeANumber() {
        assertThat(translator.translate(form("step", 2, "body", CLAUDE)).dropped()).containsExactly("top_k");
    }

    @Test
    void withoutAStepTheWholeWayIsGone() {
        var made = translator.translate(form("targetFormat", "gemini", "body", CLAUDE));

        assertThat(made.source()).isEqualTo(Format.CLAUDE);
        assertThat(made.target()).isEqualTo(Format.GEMINI);
        assertThat(office.lab.asked).singleElement().asString().startsWith("claude to gemini");
    }

    @Test
    void aSourceThatIsNamedIsNotDetected() {
        translator.translate(form("sourceFormat", "OpenAI", "targetFormat", "claude", "body", CLAUDE));
        translator.translate(form("sourceFormat", "auto", "targetFormat", "openai", "body", CLAUDE));

        assertThat(office.lab.asked.get(0)).startsWith("openai to claude");
        assertThat(office.lab.asked.get(1)).startsWith("claude to openai");
    }

    @Test
    void stepOneSaysWhatTheRequestIs() {
        var made = translator.translate(form("step", 1, "provider", "p", "body", CLAUDE));

        assertThat(made.source()).isEqualTo(Format.CLAUDE);
        assertThat(made.result()).isInstanceOfSatisfying(Map.class, envelope -> {
            assertThat(envelope.get("format")).isEqualTo("claude");
            assertThat(envelope.get("provider")).isEqualTo("p");
            assertThat(envelope.get("body")).isEqualTo(CLAUDE);
        });
        assertThat(office.lab.asked).isEmpty();
    }

    @Test
    void stepFourShowsTheCall() {
        var made = translator.translate(form("step", 4, "provider", "p", "targetFormat", "claude", "body", CLAUDE));

        assertThat(made.result()).isInstanceOfSatisfying(Map.class, envelope -> {
            assertThat(envelope.get("url")).isEqualTo("https://h/v1");
            assertThat(envelope.get("headers")).isEqualTo(Map.of("x-api-key", "••••"));
            assertThat(envelope.get("body")).isEqualTo(CLAUDE);
        });
        assertThat(office.lab.asked).singleElement().asString().startsWith("call p claude");
    }

    @Test
    void whatIsNoJsonIsShownAsItsBytes() {
        office.lab.made = new byte[]{0, 1, 2};

        assertThat(translator.translate(form("step", 2, "body", CLAUDE)).result())
                .isEqualTo(Map.of("base64", "AAEC"));
    }

    @ParameterizedTest
    @CsvSource({"5,step", "x,step", "4,provider", "3,provider", "direct,provider"})
    void whatIsMissingIsNamed(String step, String field) {
        refused(() -> translator.translate(form("step", step, "body", CLAUDE)), Refusal.Kind.INVALID, field);
    }

    @Test
    void unknownFormatsAreRefused() {
        refused(() -> translator.translate(form("targetFormat", "klingon", "body", CLAUDE)), Refusal.Kind.INVALID,
                "targetFormat");
    }

    @ParameterizedTest
    @CsvSource({"400,INVALID", "403,FORBIDDEN", "404,NOT_FOUND", "429,TOO_MANY", "401,FORBIDDEN"})
    void theCorridorsNoIsARefusal(int status, Refusal.Kind kind) {
        office.lab.failure = Failure.Refused.of(status, "no_way", "No way");

        assertThatThrownBy(() -> translator.translate(form("step", 2, "body", CLAUDE)))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.refusal().kind()).isEqualTo(kind);
                    assertThat(e.refusal().code()).isEqualTo("no_way");
                    assertThat(e.refusal().message()).isEqualTo("No way");
                });
    }

    @Test
    void aFailureOfAnotherKindIsAnUpstreamsFault() {
        office.lab.failure = new Failure.Unreachable("gone");

        refused(() -> translator.translate(form("step", 2, "body", CLAUDE)), Refusal.Kind.UPSTREAM, "");
    }

    @Test
    void whatIsSentGoesIntoTheAuditLogWithoutItsContent() {
        try (var answer = translator.send(form("provider", "p", "body", CLAUDE), ADMIN)) {
            assertThat(answer.status()).isEqualTo(200);
        }

        assertThat(office.lab.asked).singleElement().asString().startsWith("send r-1 p");
        assertThat(office.actions()).containsExactly("translator.send");
        assertThat(office.events.getFirst().details()).isEqualTo(Map.of("status", 200));
        assertThat(office.lab.closed).isTrue();
    }

    @Test
    void sendingNeedsAProviderAndABody() {
        assertThatThrownBy(() -> translator.send(form(), ADMIN)).isInstanceOfSatisfying(RefusedException.class,
                e -> assertThat(e.refusal().details()).extracting(FieldError::field).containsExactly("provider",
                        "body"));
        assertThat(office.actions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1_req_client.json", "2_req_source.json", "3_req_openai.json", "4_req_target.json",
            "5_res_provider.txt"})
    void stageFilesAreKeptAsTheyAre(String file) {
        translator.save(form("file", file, "content", "  {\"ü\":1}\n"), ADMIN);
        translator.save(form("file", file, "content", " second "), ADMIN);

        assertThat(translator.load(file)).isEqualTo(" second ");
        assertThat(data.resolve("translator").resolve(file)).exists();
        assertThat(office.actions()).containsExactly("translator.save", "translator.save");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "6_error.json", "7_res_client.txt", "1_req_client.json/../x", "/etc/passwd", "",
            "1_REQ_CLIENT.JSON"})
    void otherNamesAreRefused(String file) throws Exception {
        assertThatThrownBy(() -> translator.save(form("file", file, "content", "x"), ADMIN))
                .isInstanceOf(RefusedException.class);
        refused(() -> translator.load(file), Refusal.Kind.INVALID, "file");
        try (var files = Files.list(data)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void contentHasToBeAText() {
        refused(() -> translator.save(form("file", "1_req_client.json", "content", Map.of()), ADMIN),
                Refusal.Kind.INVALID, "content");
    }

    @Test
    void whatWasNeverSavedIsNotFound() {
        refused(() -> translator.load("1_req_client.json"), Refusal.Kind.NOT_FOUND, "");
        refused(() -> translator.load(null), Refusal.Kind.INVALID, "file");
    }

    @Test
    void stageFilesArePrivate() throws Exception {
        Assumptions.assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        translator.save(form("file", "1_req_client.json", "content", "x"), ADMIN);
        Path directory = data.resolve("translator");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions
                .toString(Files.getPosixFilePermissions(directory.resolve("1_req_client.json"))))
                .isEqualTo("rw-------");
    }
}
