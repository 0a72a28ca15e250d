package io.omniroute.archfixture.boot;

/** The room nobody may import. */
public class BootRoom {}
