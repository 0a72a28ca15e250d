package io.omniroute.archfixture.translation;

import com.google.protobuf.Message;

/** A dialect that has no business with Protocol Buffers. */
public class WireReader {
    Message message;
}
