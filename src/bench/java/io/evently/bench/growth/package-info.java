/**
 * What growing data cost: the same requests beside few rows and beside very many. Seeds rows straight into the databases
 * of a node, in the form in which the node would have written them, then asks over HTTP as anybody would.
 */
@CheckReturnValue
package io.evently.bench.growth;

import com.google.errorprone.annotations.CheckReturnValue;
