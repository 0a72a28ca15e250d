/**
 * Where to, in which order? Model names, aliases, nodes and accounts become a plan. Pure: facts come in as arguments.
 */
@NullMarked
package io.omniroute.routing;

import org.jspecify.annotations.NullMarked;
