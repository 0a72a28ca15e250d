/**
 * The model lists of the compatibility API in the OpenAI, Anthropic, Gemini and Ollama form, and what the JAX-RS applications of
 * {@code /v1} and {@code /v1beta} share. Which models are listed is decided in {@code catalog}.
 */
@NullMarked
package io.omniroute.api.models;

import org.jspecify.annotations.NullMarked;
