package io.omniroute.archfixture.routing;

import com.fasterxml.jackson.databind.JsonNode;

/** A deciding room with Jackson in it. */
public class JsonReader {
    JsonNode tree;
}
