package io.omniroute.translation.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.json.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QualifiedNameTest {
    private static final List<Json> TOOLS = Given.object("""
            {'tools':[{'type':'function','name':'shell'},{'type':'local_shell'},7,
            {'type':'namespace','name':'mcp__lab','tools':[{'type':'function','name':'lookup'},'x',{'type':'custom'},
            {'type':'custom','name':'write'}]},{'type':'namespace','name':'empty'},
            {'type':'namespace','name':'agents','tools':[{'type':'function','name':'lookup'}]}]}""").elements("tools");
    private static final QualifiedName LOOKUP = new QualifiedName(Optional.of("mcp__lab"), "lookup");

    @Test
    void everyToolWithANameIsDeclared() {
        assertThat(QualifiedName.declared(TOOLS)).extracting(QualifiedName::flat).containsExactly("shell",
                "mcp__lab__lookup", "mcp__lab__write", "agents__lookup");
    }

    @Test
    void flatNameIsWrittenApartOnlyWhereTheClientDeclaredItSo() {
        assertThat(QualifiedName.called("mcp__lab__lookup", TOOLS)).isEqualTo(LOOKUP);
        assertThat(QualifiedName.called("shell", TOOLS)).isEqualTo(QualifiedName.plain("shell"));
        assertThat(QualifiedName.called("mcp__lab__other", TOOLS)).isEqualTo(QualifiedName.plain("mcp__lab__other"));
        assertThat(QualifiedName.called("mcp__lab__lookup", List.of()))
                .isEqualTo(QualifiedName.plain("mcp__lab__lookup"));
    }

    @Test
    void choiceWithoutANamespaceMeansTheFirstToolOfThatName() {
        assertThat(QualifiedName.plain("lookup").among(TOOLS)).isEqualTo(LOOKUP);
        assertThat(QualifiedName.plain("shell").among(TOOLS)).isEqualTo(QualifiedName.plain("shell"));
        assertThat(QualifiedName.plain("agents__lookup").among(TOOLS).flat()).isEqualTo("agents__lookup");
        assertThat(QualifiedName.plain("none").among(TOOLS).flat()).isEqualTo("none");
        var other = new QualifiedName(Optional.of("agents"), "lookup");
        assertThat(other.among(TOOLS)).isEqualTo(other);
    }
}
