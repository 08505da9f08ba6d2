<?xml version="1.0" encoding="UTF-8"?>
<!-- Draws the element "course", which CourseReport.java makes, as a picture in SVG: each training at its rank and accuracy,
     with a line from the training whose model it started from. With the parameter "page" it is a page of HTML around that. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/2000/svg">
  <xsl:output omit-xml-declaration="yes" indent="yes"/>
  <xsl:param name="page" select="false()"/>

  <xsl:variable name="title" select="'Records come in day by day, the best model is carried on'"/>
  <xsl:variable name="ranks" select="count(/course/algorithm[1]/training)"/>
  <xsl:variable name="left" select="92"/>
  <xsl:variable name="top" select="166"/>
  <xsl:variable name="inner-height" select="340"/>
  <xsl:variable name="column" select="($ranks &lt; 8) * 110 + ($ranks &gt;= 8) * 72"/>
  <xsl:variable name="right" select="$left + $column * ($ranks + ($ranks = 0) * 8)"/>
  <xsl:variable name="width" select="$right + 220"/>
  <xsl:variable name="height" select="$top + $inner-height + 110"/>

  <!-- From the floor, a multiple of 0.05 below all scores, to 1. -->
  <xsl:variable name="least">
    <xsl:for-each select="/course/algorithm/training[@accuracy]">
      <xsl:sort select="@accuracy" data-type="number"/>
      <xsl:if test="position() = 1"><xsl:value-of select="floor(@accuracy div 0.05) * 0.05"/></xsl:if>
    </xsl:for-each>
    <xsl:if test="not(/course/algorithm/training[@accuracy])">0.5</xsl:if>
  </xsl:variable>
  <xsl:variable name="floor" select="($least &lt; 0.9) * $least + ($least &gt;= 0.9) * 0.9"/>
  <xsl:variable name="scale" select="($inner-height - 20) div (1 - $floor)"/>

  <xsl:template match="/">
    <xsl:choose>
      <xsl:when test="$page">
        <html lang="en" xmlns="">
          <head>
            <meta charset="utf-8"/>
            <title><xsl:value-of select="$title"/></title>
          </head>
          <body style="margin:0;background:#fff"><xsl:apply-templates select="course"/></body>
        </html>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates select="course"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="course">
    <svg viewBox="0 0 {round($width)} {round($height)}" width="{round($width)}" height="{round($height)}">
      <style>
        text{font-family:'Inter','Segoe UI','DejaVu Sans',Helvetica,Arial,sans-serif;fill:#1d2733}
        .title{font-size:26px;font-weight:700}
        .lead{font-size:15px;fill:#536173}
        .tick{font-size:12px;fill:#6b7788}
        .name{font-size:13px;font-weight:600}
        .end{text-anchor:end}
        .middle{text-anchor:middle}
        .grid{stroke:#e6eaf0;stroke-width:1}
        .goal{stroke:#1d2733;stroke-width:1;stroke-dasharray:2 5}
        .stripe{fill:#f6f8fb}
        .edge{fill:none;stroke-width:1.2;stroke-dasharray:3 4;opacity:.55}
        .carried{stroke-width:3;stroke-dasharray:none;opacity:1}
        .node{stroke-width:2}
      </style>
      <rect width="100%" height="100%" fill="#fff"/>
      <text x="40" y="52" class="title"><xsl:value-of select="$title"/></text>
      <text x="40" y="78" class="lead"><xsl:call-template name="summary"/></text>
      <text x="40" y="100" class="lead"><xsl:apply-templates select="prediction"/></text>
      <xsl:call-template name="frame"/>
      <xsl:apply-templates select="algorithm"/>
      <xsl:call-template name="names">
        <xsl:with-param name="lines" select="algorithm[training[@carried-on = 'true'][@accuracy]]"/>
      </xsl:call-template>
      <xsl:call-template name="legend"/>
    </svg>
  </xsl:template>

  <xsl:template name="summary">
    <xsl:value-of select="concat(count(algorithm/training), ' trainings, ', count(algorithm/training[@status = 'done']), ' done, ')"/>
    <xsl:value-of select="concat(count(algorithm/training[@carried-on = 'true']), ' of their models carried on, ', @seconds, ' s.')"/>
    <xsl:if test="not(algorithm/training[@accuracy])"> No training came to its end.</xsl:if>
  </xsl:template>

  <xsl:template match="prediction">
    <xsl:if test="@chance and @algorithm">
      <xsl:value-of select="concat(@record, ', by the best model (', @algorithm, ', rank ', @rank, '): malignant with a chance of ',
        @chance, ' %; in truth it is ', @truth, '.')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template name="frame">
    <xsl:variable name="bottom" select="$top + $inner-height"/>
    <!-- A stripe for each other day, as far as its ranks go. -->
    <xsl:for-each select="algorithm[1]/training[@day mod 2 = 1]">
      <rect x="{$left + @rank * $column}" y="{$top}" width="{$column}" height="{$inner-height}" class="stripe"/>
    </xsl:for-each>
    <xsl:for-each select="algorithm[1]/training">
      <text x="{$left + (@rank + 0.5) * $column}" y="{$bottom + 20}" class="tick middle"><xsl:value-of select="@rank"/></text>
      <xsl:if test="not(preceding-sibling::training[1]/@day = @day)">
        <text x="{$left + @rank * $column + 8}" y="{$top - 8}" class="tick">day <xsl:value-of select="@day"/></text>
      </xsl:if>
    </xsl:for-each>
    <text x="{($left + $right) div 2}" y="{$bottom + 42}" class="tick middle">rank</text>
    <text x="40" y="{$top - 30}" class="tick">accuracy on held-back records</text>
    <xsl:call-template name="grid"/>
    <xsl:if test="@goal &gt; $floor">
      <xsl:variable name="goal" select="$top + 20 + (1 - @goal) * $scale"/>
      <line x1="{$left}" y1="{$goal}" x2="{$right}" y2="{$goal}" class="goal"/>
      <text x="{$right + 12}" y="{$goal + 4}" class="tick">goal</text>
    </xsl:if>
  </xsl:template>

  <xsl:template name="grid">
    <xsl:param name="value" select="1"/>
    <xsl:if test="$value &gt; $floor - 0.01">
      <xsl:variable name="y" select="format-number($top + 20 + (1 - $value) * $scale, '0.#')"/>
      <line x1="{$left}" y1="{$y}" x2="{$right}" y2="{$y}" class="grid"/>
      <text x="{$left - 10}" y="{$y + 4}" class="tick end"><xsl:value-of select="format-number($value, '0.00')"/></text>
      <xsl:call-template name="grid">
        <xsl:with-param name="value" select="$value - 0.05 - 0.05 * ($floor &lt; 0.59)"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="algorithm">
    <xsl:variable name="chain" select="."/>
    <xsl:variable name="colour"><xsl:apply-templates select="." mode="colour"/></xsl:variable>
    <!-- Those that are carried on come last, so that they lie on top. -->
    <xsl:for-each select="training[@accuracy and @from]">
      <xsl:sort select="@carried-on"/>
      <xsl:variable name="start" select="$chain/training[@rank = current()/@from][@accuracy]"/>
      <xsl:if test="$start">
        <xsl:variable name="x1"><xsl:apply-templates select="$start" mode="x"/></xsl:variable>
        <xsl:variable name="y1"><xsl:apply-templates select="$start" mode="y"/></xsl:variable>
        <xsl:variable name="x2"><xsl:apply-templates select="." mode="x"/></xsl:variable>
        <xsl:variable name="y2"><xsl:apply-templates select="." mode="y"/></xsl:variable>
        <path d="M{$x1} {$y1}L{$x2} {$y2}" stroke="{$colour}">
          <xsl:attribute name="class">edge<xsl:if test="@carried-on = 'true'"> carried</xsl:if></xsl:attribute>
        </path>
      </xsl:if>
    </xsl:for-each>
    <xsl:for-each select="training[@accuracy]">
      <xsl:variable name="x"><xsl:apply-templates select="." mode="x"/></xsl:variable>
      <xsl:variable name="y"><xsl:apply-templates select="." mode="y"/></xsl:variable>
      <xsl:variable name="carried" select="@carried-on = 'true'"/>
      <circle cx="{$x}" cy="{$y}" r="{4 + $carried * 3}" class="node" stroke="{$colour}" fill="#fff">
        <xsl:if test="$carried"><xsl:attribute name="fill"><xsl:value-of select="$colour"/></xsl:attribute></xsl:if>
        <title>
          <xsl:value-of select="concat($chain/@name, ', rank ', @rank, ', day ', @day, ', ', @records, ' records: ', @accuracy)"/>
          <xsl:if test="$carried">, carried on</xsl:if>
        </title>
      </circle>
    </xsl:for-each>
  </xsl:template>

  <!-- Names at the right, at the height of each algorithm's best, from the highest down, moved apart where they would lie on
       one another. -->
  <xsl:template name="names">
    <xsl:param name="lines"/>
    <xsl:param name="free" select="0"/>
    <xsl:variable name="ends" select="$lines/training[@carried-on = 'true'][@accuracy][last()]"/>
    <xsl:for-each select="$lines[not(training[@carried-on = 'true'][@accuracy][last()]/@accuracy &lt; $ends/@accuracy)][1]">
      <xsl:variable name="colour"><xsl:apply-templates select="." mode="colour"/></xsl:variable>
      <xsl:variable name="best" select="training[@carried-on = 'true'][@accuracy][last()]"/>
      <xsl:variable name="own"><xsl:apply-templates select="$best" mode="y"/></xsl:variable>
      <xsl:variable name="y" select="($own + 4 &gt; $free) * ($own + 4) + ($own + 4 &lt;= $free) * $free"/>
      <text x="{$right + 12}" y="{$y}" class="name" style="fill:{$colour}">
        <xsl:value-of select="concat($best/@accuracy, '  ', @name)"/>
      </text>
      <xsl:call-template name="names">
        <xsl:with-param name="lines" select="$lines[@name != current()/@name]"/>
        <xsl:with-param name="free" select="$y + 17"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="training" mode="x">
    <!-- Beside one another, so that equal ones of two algorithms are both seen. -->
    <xsl:variable name="place" select="count(../preceding-sibling::algorithm)"/>
    <xsl:value-of select="format-number($left + (@rank + 0.4 + 0.2 * $place) * $column, '0.#')"/>
  </xsl:template>

  <xsl:template match="training" mode="y">
    <xsl:value-of select="format-number($top + 20 + (1 - @accuracy) * $scale, '0.#')"/>
  </xsl:template>

  <xsl:template name="legend">
    <text x="40" y="{$height - 22}" class="tick">
      <tspan font-size="15" style="fill:#8d99ae">&#x25CF;</tspan>
      <tspan dx="6">carried on: the best of its algorithm so far, from which the next ones start</tspan>
      <tspan dx="24" font-size="15" style="fill:#8d99ae">&#x25CB;</tspan>
      <tspan dx="6">not better, left behind</tspan>
    </text>
  </xsl:template>

  <xsl:template match="algorithm" mode="colour">
    <xsl:value-of select="substring('#d1495b#0b7a75#6a5acd#e08e2b', count(preceding-sibling::algorithm) mod 4 * 7 + 1, 7)"/>
  </xsl:template>
</xsl:stylesheet>
