package io.omniroute.translation;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.omniroute.translation.RequestHead.Edit;
import io.omniroute.translation.RequestHead.Span;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the upstream's body of the client's where both speak one dialect (L-1, L-3): every other byte is kept. */
public final class SameDialectEdit {
    private SameDialectEdit() {}

    /**
     * The client's bytes with the upstream's model name, without thinking blocks nobody signed, and, for an OpenAI
     * stream, asking for usage. A stream that only the {@code Accept} header asked for gets its {@code stream: true}.
     * A Gemini body keeps its bytes, its model being part of the path; one from the chat door loses what the path says.
     *
     * @param head as read from this body
     * @param streaming whether the upstream shall stream
     * @return the body itself when there is nothing to change
     */
    public static byte[] apply(byte[] body, RequestHead head, String upstreamModel, boolean streaming) {
        List<Edit> edits = new ArrayList<>(head.places().always());
        if (streaming) {
            edits.addAll(head.places().streaming());
        }
        if (head.model().isPresent() && !head.model().get().equals(upstreamModel)) {
            String quoted = '"' + new String(JsonStringEncoder.getInstance().quoteAsString(upstreamModel)) + '"';
            head.places().model().forEach(span -> edits.add(new Edit(span, quoted)));
        }
        return spliced(body, edits);
    }

    /** The bytes with edits that do not overlap; the body itself when there are none. @param edits is sorted here */
    public static byte[] spliced(byte[] body, List<Edit> edits) {
        if (edits.isEmpty()) {
            return body;
        }
        edits.sort(Comparator.comparingInt(edit -> edit.at().from()));
        var out = new ByteArrayOutputStream(body.length + 128);
        int from = 0;
        for (Edit edit : edits) {
            Span at = edit.at();
            out.write(body, from, at.from() - from);
            out.writeBytes(edit.text().getBytes(StandardCharsets.UTF_8));
            from = at.to();
        }
        out.write(body, from, body.length - from);
        return out.toByteArray();
    }
}
