package io.omniroute.domain.chat;

/** Where the bytes of a picture or a document are. */
public sealed interface Media {
    /**
     * The bytes themselves.
     *
     * @param mimeType lower case, for example {@code image/png}
     * @param base64 standard alphabet, not decoded here
     */
    record Inline(String mimeType, String base64) implements Media {
        /** As a data URL. */
        public String dataUrl() {
            return "data:" + mimeType + ";base64," + base64;
        }
    }

    /** Somewhere in the net; {@code mimeType} is empty when the source does not say. */
    record Remote(String url, String mimeType) implements Media {
        public Remote(String url) {
            this(url, "");
        }
    }

    /** Text that is a document. */
    record PlainText(String text) implements Media {}
}
