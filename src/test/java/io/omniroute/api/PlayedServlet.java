package io.omniroute.api;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ReadListener;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The little of the servlet API that the doors touch, without a container. */
public final class PlayedServlet {
    public final Map<String, String> sent = new HashMap<>();
    public final ByteArrayOutputStream written = new ByteArrayOutputStream();
    public int status = 200;
    public String contentType = "";
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private final String uri;
    private @Nullable String query;
    private String localAddress = "127.0.0.1";
    private long length = -1;
    private InputStream body = InputStream.nullInputStream();

    public PlayedServlet(String uri) {
        int mark = uri.indexOf('?');
        this.uri = mark < 0 ? uri : uri.substring(0, mark);
        this.query = mark < 0 ? null : uri.substring(mark + 1);
    }

    public PlayedServlet header(String name, String value) {
        headers.put(name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    public PlayedServlet reachedAt(String address) {
        localAddress = address;
        return this;
    }

    public PlayedServlet attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    public PlayedServlet body(InputStream in, long announced) {
        body = in;
        length = announced;
        return this;
    }

    public HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(PlayedServlet.class.getClassLoader(),
                new Class<?>[]{HttpServletRequest.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRequestURI" -> uri;
                    case "getQueryString" -> query;
                    case "getHeader" -> headers.get(((String) arguments[0]).toLowerCase(Locale.ROOT));
                    case "getContentType" -> headers.get("content-type");
                    case "getContentLengthLong" -> length;
                    case "getInputStream" -> new Input(body);
                    case "getAttribute" -> attributes.get(arguments[0]);
                    case "getRemoteAddr" -> "127.0.0.1";
                    case "getLocalAddr" -> localAddress;
                    case "getLocalPort" -> 20128;
                    case "getRemotePort" -> 54258;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    public HttpServletResponse response() {
        var out = new Output(written);
        return (HttpServletResponse) Proxy.newProxyInstance(PlayedServlet.class.getClassLoader(),
                new Class<?>[]{HttpServletResponse.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "setStatus" -> status = (Integer) arguments[0];
                        case "setContentType" -> contentType = (String) arguments[0];
                        case "setHeader", "addHeader" -> sent.put((String) arguments[0], (String) arguments[1]);
                        case "setContentLength" -> sent.put("Content-Length", arguments[0].toString());
                        case "getOutputStream" -> {
                            return out;
                        }
                        case "setBufferSize", "flushBuffer" -> {
                            // nothing is held back
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return null;
                });
    }

    private static final class Input extends ServletInputStream {
        private final InputStream in;

        Input(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] buffer, int from, int most) throws IOException {
            return in.read(buffer, from, most);
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Output extends ServletOutputStream {
        private final ByteArrayOutputStream out;

        Output(ByteArrayOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            out.write(b);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
