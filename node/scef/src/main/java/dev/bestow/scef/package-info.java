/// Service Capability Exposure Function.
package dev.bestow.scef;
