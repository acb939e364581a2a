/// One violation of every house rule, so that a rule which finds nothing is found out. The packages
/// mirror those of the product.
package dev.bestow.conformance.planted;
