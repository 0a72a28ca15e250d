package io.omniroute.archfixture.usage;

import jakarta.inject.Singleton;

/** A pure room with an annotation of the server. */
@Singleton
public class AnnotatedBean {}
